"""What a declaration is filled in with."""


def answers(group, **more):
    return {
        "given_name": "Jan",
        "family_name": "Testowy",
        "email": "jan@example.org",
        "groups": [group.pk],
        "capacity": "own",
        "stmt_voluntary": "on",
        "stmt_adult": "on",
        "stmt_clause": "on",
    } | more
