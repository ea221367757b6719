"""A page with a form, left open in a browser's tab."""

from .markup import Page


class Tab:
    """It sends back what it showed, but for what is typed; a conflict or a mistake shows the page again."""

    def __init__(self, client, url, field="seen"):
        self.client, self.url, self.field = client, url, field
        self.read(client.get(url))

    def read(self, answer):
        self.page = Page(answer.content.decode())
        self.shown = next(form for form in self.page.forms if self.field in form.fields)

    def save(self, **typed):
        """The answer to sending the form; an empty list unticks a box."""
        answer = self.client.post(self.url, {**self.shown.typed(), **typed})
        if answer.status_code != 302:
            self.read(answer)
        return answer
