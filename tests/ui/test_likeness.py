"""The page 雷同, drawn without a browser: empty, at work, broken off, with pairs, one pair."""

from __future__ import annotations

import threading

import pytest
from class_to_compare import OWN, answer, class_at, close, copied, write
from streamlit.testing.v1 import AppTest

from workbench.ui import current
from workbench.usecases.likening import beginning, judging, looking, running


def page(login):
    from workbench.ui import current
    from workbench.ui.examiner import likeness
    from workbench.usecases import signing_in

    wb = current.workbench()
    likeness.draw(wb, signing_in.person_by_login(wb, login))


def opened(room, login: str = "kp1") -> AppTest:
    current.put(room.wb)
    return drawn(AppTest.from_function(page, kwargs={"login": login}, default_timeout=30).run())


def drawn(at: AppTest) -> AppTest:
    assert [f"{one.message}\n{''.join(one.stack_trace)}" for one in at.exception] == []
    return at


def words(at: AppTest) -> str:
    shown = (at.markdown, at.caption, at.info, at.warning, at.error, at.success, at.text)
    html = [str(one.proto.body) for one in at.get("html")]
    return "\n".join([*(str(element.value) for group in shown for element in group), *html])


@pytest.fixture
def room(tmp_path):
    made = copied(tmp_path / "home")
    yield made
    made.wb.store.close()


def checked(room) -> None:
    running.run(room.wb, beginning.begin(room.wb, room.people["kp1"], room.sitting))


def pair_opened(room, login: str = "kp1") -> AppTest:
    current.put(room.wb)
    (row,) = looking.rows(room.wb, room.people[login], room.sitting)[:1]
    at = AppTest.from_function(page, kwargs={"login": login}, default_timeout=30)
    at.session_state["likeness-pair"] = row.key
    at.session_state["likeness-order"] = [row.key]
    return drawn(at.run())


@pytest.mark.parametrize("login", ["kp1", "gl"])
def test_before_the_first_run_the_page_says_what_is_compared_and_that_points_stay(room, login) -> None:
    at = opened(room, login)
    assert "系统都不会因此改动任何分数" in words(at)
    assert "不比较" in words(at)
    assert at.button(key="likeness-run").label == "开始检查"


def test_a_sitting_that_goes_on_is_refused_in_words(tmp_path) -> None:
    room = class_at(tmp_path / "home")
    write(room, "A0001", {"03": OWN})
    at = drawn(opened(room).button(key="likeness-run").click().run())
    assert "还没有结束" in words(at)
    room.wb.store.close()


def test_a_run_is_begun_from_the_page(room) -> None:
    drawn(opened(room).button(key="likeness-run").click().run())
    for thread in threading.enumerate():
        if thread.name.startswith("likeness-"):
            thread.join(timeout=60)
    assert "共 **1** 对，还没有结论 **1** 对" in words(opened(room))


def test_while_it_runs_the_page_shows_how_far_and_no_button(room) -> None:
    beginning.begin(room.wb, room.people["gl"], room.sitting)
    at = opened(room)
    assert "老师gl 开始的检查" in words(at)
    assert not [one for one in at.button if one.key == "likeness-run"]


def test_a_run_that_broke_off_can_be_taken_up(room) -> None:
    beginning.begin(room.wb, room.people["gl"], room.sitting)
    room.time.pass_seconds(beginning.STILL_SECONDS)
    at = opened(room)
    assert "中断了" in words(at)
    assert at.button(key="likeness-run").label == "接着检查"


def test_nothing_found_is_said(tmp_path) -> None:
    room = class_at(tmp_path / "home")
    write(room, "A0001", {"03": OWN})
    close(room)
    checked(room)
    assert "没有发现需要人看的答卷" in words(opened(room))
    room.wb.store.close()


def test_the_list_has_codes_and_no_names(room) -> None:
    checked(room)
    at = opened(room)
    table = at.dataframe[1].value
    assert list(table["类型"]) == ["文字"]
    assert set(table[["答卷一", "答卷二"]].iloc[0]) == {room.code("A0001"), room.code("A0002")}
    assert "A000" not in words(at) + table.to_string()


def test_the_list_is_narrowed(room) -> None:
    checked(room)
    at = opened(room)
    at = drawn(at.selectbox(key="likeness-结论").set_value("issue").run())
    assert at.dataframe[1].value.empty


def test_a_pair_stands_side_by_side_with_marked_passages(room) -> None:
    checked(room)
    at = pair_opened(room)
    said = words(at)
    assert "不改变任何分数" in said
    assert 'title="第 1 处"' in said
    assert said.count('title="第 1 处"') == 2
    assert "A000" not in said


def test_what_a_student_wrote_is_text_and_never_html(tmp_path) -> None:
    room = class_at(tmp_path / "home")
    for login in ("A0001", "A0002"):
        write(room, login, {"03": f"<img src=x onerror=alert(1)>{OWN}<script>"})
    close(room)
    checked(room)
    said = words(pair_opened(room))
    assert "<img" not in said
    assert "<script" not in said
    assert "&lt;" in said
    room.wb.store.close()


def test_a_verdict_is_given_and_shown_with_name_and_reason(room) -> None:
    checked(room)
    at = pair_opened(room)
    (row,) = looking.rows(room.wb, room.people["kp1"], room.sitting)
    at.button_group(key=f"likeness-what-{row.key}-0").set_value("issue")
    at.text_input(key=f"likeness-why-{row.key}-0").set_value("太短")
    submit = next(one for one in at.button if one.label == "记下结论")
    at = drawn(submit.click().run())
    assert "至少写 10 个字" in words(at)
    at.button_group(key=f"likeness-what-{row.key}-0").set_value("issue")
    at.text_input(key=f"likeness-why-{row.key}-0").set_value("诊断方案几乎逐字相同，连标点都一样")
    at = drawn(next(one for one in at.button if one.label == "记下结论").click().run())
    said = words(at)
    assert "**有问题**　老师kp1" in said
    assert "连标点都一样" in said


def test_the_back_button_leads_to_the_list(room) -> None:
    checked(room)
    at = drawn(pair_opened(room).button(key="likeness-back").click().run())
    assert "对照着看" in words(at)


def test_numbers_of_another_are_marked_in_the_tables(tmp_path) -> None:
    room = class_at(tmp_path / "home", "newmedia-05")
    answer(room, "A0001")
    answer(room, "A0002", of="A0001", tools=("desk.sheet",))
    close(room)
    checked(room)
    rows = looking.rows(room.wb, room.people["kp1"], room.sitting)
    row = next(one for one in rows if one.kind == "numbers")
    judging.judge(room.wb, room.people["gl"], row, "watch", "数字对得太多，查监控录像")
    at = AppTest.from_function(page, kwargs={"login": "kp1"}, default_timeout=30)
    current.put(room.wb)
    at.session_state["likeness-pair"] = row.key
    said = words(drawn(at.run()))
    assert "的数据才能得出" in said
    assert "<td><b style=" in said
    assert "数字对得太多" in said
    room.wb.store.close()
