"""What the home page and the group pages gather, in as few queries as there are kinds of things."""


def home_context(request):
    return {}


def groups_context(request):
    return {}


def group_context(request, group):
    return {}
