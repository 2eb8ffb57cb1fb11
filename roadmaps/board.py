def board_context(request, page):
    return {}
