"""The losses as an SVG shows them."""

from imagetransfer.jobs.curves import HEIGHT, WIDTH, losses_chart


def test_a_loss_that_falls_to_a_tenth_goes_from_the_top_to_the_bottom() -> None:
    chart = losses_chart([{"step": 0, "total": 1.0}, {"step": 10, "total": 0.1}], 10)

    assert chart is not None
    assert chart.curves[0].points == f"0.0,0.0 {WIDTH}.0,{HEIGHT}.0"
    assert [label for _y, label in chart.lines] == ["0.1", "1"]


def test_the_total_comes_first_and_a_loss_of_nothing_leaves_a_gap() -> None:
    rows = [{"step": step, "content": float(step), "total": 2.0} for step in range(3)]

    chart = losses_chart(rows, 2)

    assert chart is not None
    assert [curve.name for curve in chart.curves] == ["total", "content"]
    assert len(chart.curves[1].points.split()) == 2


def test_there_is_no_chart_before_two_rows() -> None:
    assert losses_chart([], 10) is None
    assert losses_chart([{"step": 1, "total": 1.0}], 10) is None
