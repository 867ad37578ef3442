"""The simulated customer answers what was really said. The traps of ENGINES 4 service, one by one."""

import pytest
from workbench_plugins.service.rubric.answers import QUESTIONS
from workbench_plugins.service.world.money import yuan


def test_pasting_the_seven_words_earns_no_step_and_costs_patience(reception):
    note = reception.say("招呼、询问、推荐、议价、核实、道别、跟进")
    assert note.steps == ()
    assert not note.is_answer
    assert reception.mind.patience == 5


def test_pasting_the_words_again_and_again_drives_the_customer_away(reception):
    for mark in "，、；。！？":
        reception.say(mark.join(["招呼", "询问", "推荐", "议价", "核实", "道别", "跟进"]) + mark * 3)
    reception.say("招呼询问推荐议价核实道别跟进")
    assert reception.mind.phase != "bargain"
    assert reception.mind.patience <= 1


def test_recommending_before_asking_is_a_fault_and_no_step(reception):
    note = reception.say(f"您好，推荐您{reception.fit.name}，很适合您")
    assert "推荐早于询问" in note.faults
    assert "推荐" not in note.steps
    assert reception.mind.phase == "needs"


def test_a_need_is_given_away_to_its_question_alone(reception):
    need = reception.customer.hidden[-1]
    assert need == "taboo"
    reception.say("您好，欢迎光临")
    assert reception.mind.asked == ()
    reception.say(QUESTIONS["taboo"])
    assert reception.mind.asked == ("taboo",)


def test_two_needs_a_turn_are_the_most(at_seed):
    one = at_seed(2)
    hidden = [need for need in QUESTIONS if need in one.customer.hidden][:3]
    one.say("您好，" + "".join(QUESTIONS[need] for need in hidden))
    assert len(one.mind.asked) == 2


def test_six_questions_at_once_confuse(reception):
    note = reception.say("您好，" + "".join(QUESTIONS.values()))
    assert len(note.needs) <= 1
    assert reception.mind.patience < 6


def test_budget_is_not_said_before_anything_else_was_asked(reception):
    reception.say("您好，方便说一下预算吗？")
    assert "budget" not in reception.mind.asked


def test_asking_what_was_said_already_shows_that_nobody_listened(reception):
    opened = reception.customer.opening
    note = reception.say(f"您好，{QUESTIONS[opened]}")
    assert any("已经说过" in fault for fault in note.faults)


def test_two_customers_answer_the_same_words_differently(at_seed):
    answers = []
    for who in "ab":
        one = at_seed(5, who)
        one.say("您好，请问喜欢什么口味？")
        one.say("有没有喝不惯、要避开的？")
        answers.append(one.last)
    assert answers[0] != answers[1]


def test_the_same_sentence_again_is_a_machine_to_the_customer(reception):
    reception.say("您好，欢迎光临云麓茶业")
    note = reception.say("您好，欢迎光临云麓茶业！！")
    assert not note.is_answer
    assert "重复发送同一句话" in note.faults


def test_a_good_that_fails_a_need_that_was_said_is_resented(at_seed):
    one = at_seed(2)
    one.ask_all()
    before = one.mind.patience
    sku = next(
        sku
        for sku in one.shop.goods.values()
        if sku.craft == one.customer.taboo and sku.scene == one.customer.use
    )
    note = one.say(f"推荐您{sku.name}，很适合您")
    assert note.misfits == ("taboo",)
    assert one.mind.patience < before
    assert one.mind.phase == "needs"


def test_sending_every_card_is_no_recommendation(reception):
    reception.ask_all()
    for sku in reception.shop.goods:
        if sku != reception.fit.id:
            reception.desk.take("send_goods", talk="a", sku=sku)
    reception.desk.take("send_goods", talk="a", sku=reception.fit.id)
    assert reception.mind.phase in ("needs", "left")


def test_a_fitting_recommendation_opens_the_bargain(reception):
    reception.settle()
    assert reception.mind.phase == "bargain"
    assert reception.mind.price_fen == reception.fit.price_fen


def test_reasons_bring_the_customer_to_the_list_price(reception):
    reception.settle()
    reception.say("这款是明前原料，品质对得起价格。")
    reception.say("抱歉，平台规定不能加微信；用料和包装成本都在这里。")
    assert reception.mind.phase == "order"
    assert reception.mind.price_fen == reception.fit.price_fen


def test_a_bare_refusal_does_not_convince(reception):
    reception.settle()
    reception.say("抱歉，不能便宜。")
    assert reception.mind.phase == "bargain"


def test_below_the_floor_is_noticed_even_when_the_customer_is_happy(reception):
    reception.settle()
    low = reception.shop.floor(reception.fit.id) - 500
    note = reception.say(f"给您{yuan(low)}元一份")
    assert any("低于底价" in fault for fault in note.faults)
    assert reception.mind.phase == "order"


def test_the_floor_given_at_once_is_noticed(reception):
    reception.settle()
    note = reception.say(f"给您{yuan(reception.shop.floor(reception.fit.id))}元一份")
    assert any("一次让到底价" in fault for fault in note.faults)
    assert "没有先说明价值就让价" in note.missed


def test_a_price_cut_before_any_good_is_out_of_order(reception):
    note = reception.say("您好，今天可以给您便宜一点")
    assert "议价早于推荐" in note.faults


def test_a_cut_after_the_price_was_agreed_is_noticed(reception):
    reception.settle()
    reception.say("这款是明前原料，品质对得起价格。")
    reception.say("用料和包装成本都在这里，抱歉。")
    note = reception.say("再给您少1元")
    assert "谈妥以后又主动让价" in note.faults


def test_a_wrong_order_card_is_sent_back_and_a_right_one_taken(reception):
    reception.settle()
    reception.say("这款是明前原料，品质对得起价格。")
    reception.say("用料和包装成本都在这里，抱歉。")
    order = {
        "talk": "a",
        "sku": reception.fit.id,
        "quantity": reception.customer.qty,
        "unit": yuan(reception.mind.price_fen),
    }
    reception.desk.take("send_order", **order, amount="1")
    assert "金额" in reception.last
    assert not reception.mind.has_order


def test_saying_goodbye_before_the_deal_is_a_fault(reception):
    reception.say("您好")
    note = reception.say("感谢惠顾，再见")
    assert "道别早于成交" in note.faults
    assert "道别" not in note.steps


def test_one_message_earns_two_steps_at_most(reception):
    note = reception.say(
        f"您好，请问口味有什么偏好？推荐{reception.fit.name}，核对一下，给您便宜1元，感谢惠顾再见"
    )
    assert len(note.steps) <= 2


def test_short_polite_text_is_neither_step_nor_insult(reception):
    reception.say("您好，欢迎光临")
    before = reception.mind.patience
    note = reception.say("好的，请稍等")
    assert note.steps == ()
    assert reception.mind.patience == before


@pytest.mark.parametrize("seed", range(60, 70))
def test_the_same_talk_gives_the_same_answers(at_seed, seed):
    texts = []
    for _ in range(2):
        one = at_seed(seed)
        one.settle()
        texts.append([turn.text for turn in one.turns])
    assert texts[0] == texts[1]
