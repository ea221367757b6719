from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Keeps no more of a file than may be handed in: the rest is read and dropped, so that a form can say so.

    The file still says its true size. Aborting instead would leave the person with a broken connection.
    """

    def new_file(self, field_name, file_name, *args, **kwargs):
        # The temporary file takes the sender's extension, and fails when that is longer than the disk allows.
        super().new_file(field_name, "upload", *args, **kwargs)
        self.file.name = self.file_name = file_name

    def receive_data_chunk(self, raw_data, start):
        if start <= settings.UPLOAD_LIMIT:
            super().receive_data_chunk(raw_data, start)
