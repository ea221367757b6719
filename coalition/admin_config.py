from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """In a module of its own: apps.py may hold one configuration only."""

    default_site = "coalition.admin_site.PortalAdminSite"
