"""The style encoder."""

import numpy as np

from algorithms.johnson.style_encoder import LAYERS, StyleEncoder, statistics_of
from tests.algorithms.makers import noise, small_loss_network


def test_a_picture_is_described_by_means_and_deviations_of_activations() -> None:
    loss_network = small_loss_network()
    picture = noise(40, 48)[None]

    statistics = np.asarray(statistics_of(loss_network, picture))

    assert statistics.shape == (1, 2 * 3 * len(LAYERS))
    features = np.asarray(loss_network(picture, LAYERS)["relu2_1"])[0]
    np.testing.assert_allclose(statistics[0, 6:9], np.sqrt(features.mean(axis=(0, 1))), rtol=1e-4)
    np.testing.assert_allclose(statistics[0, 9:12], np.sqrt(features.std(axis=(0, 1))), rtol=1e-4)


def test_where_things_are_in_a_picture_does_not_matter_much_but_its_colours_do() -> None:
    loss_network, picture = small_loss_network(), noise(64, 64)

    plain, mirrored, red = (
        np.asarray(statistics_of(loss_network, seen[None]))
        for seen in (picture, picture[:, ::-1], picture * np.array((1.0, 0.2, 0.2), "float32"))
    )

    assert np.abs(mirrored - plain).mean() < 0.2 * np.abs(red - plain).mean()


def test_a_fresh_encoder_begins_near_the_parameters_it_is_given() -> None:
    encoder = StyleEncoder(10, 7)
    statistics = np.random.default_rng(0).normal(5, 2, (20, 10)).astype("float32")
    params = np.stack([np.ones(7), np.zeros(7)]).astype("float32")

    encoder.start_from(statistics, params)
    answers = np.asarray(encoder(statistics))

    assert answers.shape == (20, 2, 7)
    assert 0 < np.abs(answers - params).mean() < 0.3


def test_a_statistic_beyond_all_bounds_counts_no_more_than_one_at_the_bound() -> None:
    encoder = StyleEncoder(10, 7)
    encoder.start_from(np.random.default_rng(0).normal(size=(50, 10)).astype("float32"), np.zeros((2, 7), "float32"))
    far, farther = np.full((1, 10), 50.0, "float32"), np.full((1, 10), 5000.0, "float32")

    np.testing.assert_array_equal(encoder(far), encoder(farther))
