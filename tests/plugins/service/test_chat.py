"""The desk's engine: time, several customers, refusals in the student's words, the record."""

import json

import pytest
from workbench_plugins.service.rubric.talks import talks
from workbench_plugins.service.tools.chat import MOST_TURNS, ChatEngine, intake, is_pasted, passed, record
from workbench_plugins.service.tools.clock import REFRESH_SECONDS, times
from workbench_plugins.service.tools.mind import mind_of

from workbench.api import Refused
from workbench.host import registry
from workbench.testing import TryOut

CHAT = "service.chat"


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


@pytest.fixture
def paper(loaded):
    return TryOut(loaded, "service.pre-02", seed=3)


def online(paper, at=100.0):
    paper.clock = at
    assert paper.take(CHAT, "online") is None


def say(paper, text, who="a"):
    return paper.take(CHAT, "say", {"talk": who, "text": text})


def test_nobody_comes_before_the_clerk_is_online(paper):
    assert "还没有进店" in say(paper, "您好")
    assert passed(paper.states[CHAT], 3000.0) == paper.states[CHAT]


def test_customers_come_at_their_times_after_going_online(paper):
    online(paper)
    came = {
        at: [bool(talk["turns"]) for talk in passed(paper.states[CHAT], at)["talks"].values()]
        for at in (110.0, 121.0, 341.0)
    }
    assert came == {110.0: [False, False], 121.0: [True, False], 341.0: [True, True]}


def test_the_time_of_a_message_is_the_servers(paper):
    online(paper)
    paper.clock = 130.0
    paper.take(CHAT, "say", {"talk": "a", "text": "您好", "at": 1.0})
    assert paper.states[CHAT]["talks"]["a"]["turns"][1]["at"] == 130.0


def test_silence_costs_patience_in_stated_bands_and_drives_nobody_away(paper):
    online(paper)
    patience = {
        at: mind_of(passed(paper.states[CHAT], at)["talks"]["a"]["mind"]).patience
        for at in (200.0, 211.0, 361.0, 3500.0)
    }
    assert patience == {200.0: 6, 211.0: 5, 361.0: 4, 3500.0: 4}
    paper.clock = 3500.0
    assert say(paper, "您好，让您久等了，请问喜欢什么口味？") is None


def test_looking_again_and_again_changes_no_time(paper):
    online(paper)
    state = paper.states[CHAT]
    for at in range(121, 400, 10):
        passed(state, float(at))
    assert paper.states[CHAT] == state
    once = passed(state, 400.0)
    step_by_step = state
    for at in range(121, 401, 1):
        step_by_step = passed(step_by_step, float(at))
    assert step_by_step["talks"] == once["talks"]


def test_response_times_count_from_the_customer_to_an_answer_that_is_one(paper):
    online(paper)
    paper.clock = 140.0
    say(paper, "招呼、询问、推荐、议价、核实")
    paper.clock = 150.0
    say(paper, "您好，请问喜欢什么口味？")
    paper.clock = 170.0
    say(paper, "有没有喝不惯的？")
    clock = times(talks(paper.evidence)[0].turns)
    assert clock.first == 150.0 - 120.0 - REFRESH_SECONDS
    assert clock.mean == (clock.first + 20.0) / 2
    assert clock.missed == 1  # the last answer of the customer is open


def test_the_brief_pasted_in_pieces_gets_nowhere(paper):
    online(paper)
    paper.clock = 130.0
    brief = "".join(paper.given["desk"]["brief"].split())
    assert is_pasted(brief[30:160], paper.states[CHAT]["paper"])
    say(paper, brief[30:160])
    (talk, _) = talks(paper.evidence)
    assert talk.notes[0].steps == ()
    assert "照搬试题文字" in talk.notes[0].faults


def test_own_words_are_not_taken_for_the_brief(paper):
    assert not is_pasted(
        "您好，请问您是自己喝还是送人？平时喜欢清淡一点还是浓一点的口味呢？", paper.states[CHAT]["paper"]
    )


@pytest.mark.parametrize(
    ("action", "params", "why"),
    [
        ("say", {"talk": "a", "text": "   "}, "还没有内容"),
        ("say", {"talk": "a", "text": "好" * 201}, "最多 200"),
        ("say", {"talk": "a", "text": "零\u0000"}, "不能显示"),
        ("say", {"talk": "z", "text": "您好"}, "没有“z”"),
        ("say", {"talk": "b", "text": "您好"}, "还没有进店"),
        ("send_goods", {"talk": "a", "sku": "X9"}, "选一款商品"),
        ("send_order", {"talk": "a", "sku": "T01", "quantity": 0, "unit": "1", "amount": "1"}, "数量"),
        ("send_order", {"talk": "a", "sku": "T01", "quantity": 1, "unit": "便宜", "amount": "1"}, "单价"),
        ("send_order", {"talk": "a", "sku": "T01", "quantity": 1, "unit": "1", "amount": "-5"}, "应付金额"),
        ("follow_up", {"talk": "a", "day": 99, "hour": 9, "text": "回访"}, "跟进时间"),
        ("follow_up", {"talk": "a", "day": 1, "hour": 9, "text": ""}, "还没有内容"),
        ("close", {"talk": "a"}, "还没有答复"),
        ("online", {}, "已经在接待"),
    ],
)
def test_a_step_that_is_not_allowed_is_refused_in_words(paper, action, params, why):
    online(paper)
    paper.clock = 130.0
    before = paper.states[CHAT]
    assert why in paper.take(CHAT, action, params)
    assert paper.states[CHAT] == before


def test_a_refused_text_can_be_kept_and_goes_when_one_is_sent(paper):
    online(paper)
    paper.clock = 130.0
    paper.take(CHAT, "hold", {"talk": "a", "text": "没发出\u0000的话"})
    assert paper.states[CHAT]["talks"]["a"]["unsent"] == "没发出的话"
    say(paper, "您好")
    assert paper.states[CHAT]["talks"]["a"]["unsent"] == ""


def test_messages_are_limited_and_the_state_stays_small(paper):
    online(paper)
    for at in range(40):
        paper.clock = 130.0 + at
        for who in "ab":
            say(paper, f"您好，请您稍等{'，我再看看' * 30}{at}", who)
    (sent,) = {sum(turn["who"] == "clerk" for turn in paper.states[CHAT]["talks"]["a"]["turns"])}
    assert sent <= MOST_TURNS
    assert len(json.dumps(paper.states[CHAT], ensure_ascii=False).encode()) < 100_000


def test_a_customer_who_left_hears_nothing_more(paper):
    online(paper)
    for at in range(8):
        paper.clock = 130.0 + at
        answer = say(paper, f"嗒嗒{at}嘀嘀")
    assert "已经离开" in answer


def test_only_the_record_of_this_conversation_is_taken(paper):
    online(paper)
    paper.clock = 130.0
    for at in range(8):
        say(paper, f"嗒嗒{at}嘀嘀")
    assert paper.take(CHAT, "close", {"talk": "a"}) is None
    body = record("a", paper.states[CHAT]["talks"]["a"])
    forged = body.replace("嗒嗒".encode(), "您好".encode())
    assert "不是这段会话" in paper.take(CHAT, "export", {"talk": "a", "name": "x.json"}, body=forged)
    assert paper.take(CHAT, "export", {"talk": "a", "name": "02.json"}, body=body) is None
    assert paper.states[CHAT]["files"]["02"]["size"] == len(body)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b"[" * 5000, b'{"talk":1}'])
def test_a_foreign_file_is_refused(body):
    with pytest.raises(Refused):
        intake("x.json", body)


def test_unknown_actions_are_refused(paper):
    with pytest.raises(Refused):
        ChatEngine().apply(paper.states[CHAT], "fly", {"talk": "a"})
