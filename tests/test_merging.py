"""Two edits of one text become one, word by word, or are seen to meet."""

import random
import time

import pytest

from roadmaps.rules.differences import differences
from roadmaps.rules.merge import merge

pytestmark = pytest.mark.engine

BASE = "Cztery rozmowy w roku. Zapraszamy mieszkańców.\n\n- sala\n- rzutnik"


def swap(old, new, text=BASE):
    assert old in text
    return text.replace(old, new)


def test_edits_of_different_sentences_are_merged():
    now, sent = swap("Cztery rozmowy", "Pięć rozmów"), swap("mieszkańców", "wszystkich mieszkańców")
    assert merge(BASE, now, sent).text == swap("mieszkańców", "wszystkich mieszkańców", now)


def test_edits_of_one_sentence_meet_also_far_apart():
    """Each alone makes sense; „Dwa razy w tygodniu” is what neither wanted."""
    merged = merge("Raz w miesiącu.", "Dwa razy w miesiącu.", "Raz w tygodniu.")
    assert not merged.clean and merged.draft == "Dwa razy w miesiącu. Raz w tygodniu."


def test_a_sentence_added_at_the_end_is_apart_from_the_one_before():
    assert merge("Raz w roku.", "Dwa razy w roku.", "Raz w roku. Zawsze w maju.").text == (
        "Dwa razy w roku. Zawsze w maju."
    )


def test_a_point_within_a_number_or_a_name_ends_no_sentence():
    assert not merge("O 17.30 w sali", "O 16.30 w sali", "O 17.30 w auli").clean
    assert not merge("Na example.org i tutaj", "W example.org i tutaj", "Na example.org i tam").clean


@pytest.mark.parametrize(
    ("now", "sent", "merged"),
    [
        (
            swap("sala", "sala na piętrze"),
            swap("rzutnik", "rzutnik i ekran"),
            "\n\n- sala na piętrze\n- rzutnik i ekran",
        ),
        (swap("\n- rzutnik", ""), swap("- sala", "- duża sala"), "\n\n- duża sala"),
        (BASE + "\n- ekran", swap("- sala", "- aula"), "\n\n- aula\n- rzutnik\n- ekran"),
        (BASE + "\n- ekran", swap("rzutnik", "projektor"), "\n\n- sala\n- projektor\n- ekran"),
    ],
)
def test_lines_of_a_list_are_apart(now, sent, merged):
    assert merge(BASE, now, sent).text.endswith(merged)


@pytest.mark.parametrize(
    ("now", "sent", "both"),
    [
        (swap("Cztery", "Pięć"), swap("Cztery", "Sześć"), "Pięć Sześć rozmowy"),
        # neighbours in one sentence
        (swap("Cztery", "Pięć"), swap("rozmowy", "debaty"), "Pięć rozmowy Cztery debaty w"),
        (swap("Cztery rozmowy w roku. ", ""), swap("rozmowy", "debaty"), "Cztery debaty w roku. Zapraszamy"),
        # two sentences at the same place, and two at the end
        (swap("roku.", "roku. Wstęp wolny."), swap("roku.", "roku. Z tłumaczeniem."), "Wstęp wolny. Z tłumaczeniem."),
        (BASE + "\n- ekran", BASE + "\n- mikrofon", "\n- ekran\n- mikrofon"),
    ],
)
def test_edits_that_touch_meet_and_the_draft_holds_both(now, sent, both):
    merged = merge(BASE, now, sent)
    assert not merged.clean
    assert both in merged.draft
    with pytest.raises(ValueError, match="meet"):
        _ = merged.text


def test_the_same_edit_twice_is_one():
    now = swap("Cztery", "Pięć")
    assert merge(BASE, now, now).text == now
    assert merge(BASE, now, swap("sala", "aula", now)).text == swap("sala", "aula", now)


def test_where_one_side_did_nothing_the_other_stands():
    now = swap("Cztery", "Pięć")
    assert merge(BASE, now, BASE).text == now and merge(BASE, BASE, now).text == now
    assert merge(BASE, BASE, BASE).text == BASE
    assert merge("", "Raz", "").text == "Raz" and merge("Raz", "", "Raz").text == ""
    assert not merge("", "Raz", "Dwa").clean and merge("", "Raz", "Dwa").draft == "Raz Dwa"


def test_differences_are_told_by_words_without_choppy_spaces():
    assert differences("Cztery rozmowy w roku.", "Pięć rozmów w roku, zawsze.") == [
        ("gone", "Cztery rozmowy"),
        ("new", "Pięć rozmów"),
        ("same", " w roku"),
        ("new", ", zawsze"),
        ("same", "."),
    ]
    assert differences("", "") == []
    assert differences("Raz", "Raz") == [("same", "Raz")]


# properties: any texts at all

WORDS = [
    "sala",
    "rozmowa",
    "w",
    "i",
    "żółć",
    "Łódź",
    "3",
    "–",
    ",",
    ".",
    "\n",
    "\n\n",
    "\t",
    "  ",
    "<b>",
    "👩‍👩‍👧",
    "\r",
    "\u0000",
]


def some_text(rng, most=30):
    return "".join(rng.choice([*WORDS, " ", " ", " "]) for _ in range(rng.randrange(most)))


def edited(rng, text):
    cuts = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[: cuts[0]] + some_text(rng, 6) + text[cuts[1] :]


def test_any_texts_are_kept_byte_for_byte():
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    rng = random.Random(seed)
    for _ in range(2_000):
        old, new = some_text(rng), some_text(rng)
        told = differences(old, new)
        assert "".join(text for op, text in told if op != "new") == old
        assert "".join(text for op, text in told if op != "gone") == new


def test_any_edits_are_merged_without_loss():
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    rng = random.Random(seed)
    met = 0
    for _ in range(2_000):
        base = some_text(rng)
        now, sent = edited(rng, edited(rng, base)), edited(rng, base)
        merged = merge(base, now, sent)
        assert "".join(chunk.base for chunk in merged.chunks) == base
        assert "".join(chunk.now for chunk in merged.chunks) == now
        assert "".join(chunk.sent for chunk in merged.chunks) == sent
        assert merge(base, sent, now).clean == merged.clean
        for chunk in merged.chunks:
            if chunk.clean:
                assert chunk.now == chunk.sent or chunk.base in (chunk.now, chunk.sent)
            else:
                met += 1
                assert chunk.now in chunk.text and chunk.text.endswith(chunk.sent)
        assert merge(base, now, now).text == now and merge(base, base, sent).text == sent
    assert met > 100


def test_the_longest_and_worst_texts_take_no_time():
    rng = random.Random(5)

    def of(size, count):
        return " ".join(rng.choice([chr(0x4E00 + i) for i in range(size)]) for _ in range(count))[:5000]

    texts = [[of(size, 2500) for _ in range(3)] for size in (1, 2, 20, 100, 400, 2500)]
    texts += [[of(5, 300) for _ in range(3)], [of(20, 600) for _ in range(3)], ["!" * 5000, "!?" * 2500, "?" * 5000]]
    for base, now, sent in texts:
        start = time.perf_counter()
        merge(base, now, sent)
        assert time.perf_counter() - start < 2, base[:40]  # some 0.1 s; the machine may be busy
