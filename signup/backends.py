"""What memberships allow beyond their own rooms."""

from django.contrib.auth.backends import ModelBackend


class MembershipBackend(ModelBackend):
    """Coordinators may enter the admin, where their desk is; which parts of it they see is decided there."""

    def get_all_permissions(self, user_obj, obj=None):
        permissions = super().get_all_permissions(user_obj, obj)
        if obj is None and user_obj.is_active and user_obj.is_authenticated and user_obj.coordinates_any:
            return permissions | {"wagtailadmin.access_admin"}
        return permissions
