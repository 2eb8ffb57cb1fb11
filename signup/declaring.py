def call_context(request, call):
    return {}
