# The peers of bench/statistics.mjs, each from the file to its result: `statistics_peers.py METHOD FILE [FILE]` prints JSON.
#
# Versions: crowd-kit 1.4.2 (with scikit-learn 1.5), krippendorff 0.9, evalica 0.4.2, faster-coco-eval 1.8, pygamma-agreement 0.5.9.
import contextlib
import io
import json
import sys
import warnings

warnings.filterwarnings("ignore")


def table(path):
    import pandas

    return pandas.read_csv(path)


def alpha(path):
    """The value alone: this package has no interval."""
    import krippendorff
    import pandas

    rows = table(path)
    counts = pandas.crosstab(rows.task, rows.label).to_numpy()
    return {"value": float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))}


def alpha_with_interval(path):
    """With the interval that people write around it: the value of 1,000 resamples of items."""
    import krippendorff
    import numpy
    import pandas

    rows = table(path)
    counts = pandas.crosstab(rows.task, rows.label).to_numpy()
    random = numpy.random.default_rng(1)
    resample = lambda: counts[random.integers(0, len(counts), len(counts))]
    values = [krippendorff.alpha(value_counts=resample(), level_of_measurement="nominal") for _ in range(1000)]
    low, high = numpy.quantile(values, [0.025, 0.975])
    return {"low": float(low), "high": float(high)}


def alpha_resampled(path):
    """With an interval of 1,000 resamples, of pairs and not of items."""
    import evalica
    import pandas

    rows = table(path)
    codes = rows.label.astype("category").cat.codes
    place = rows.groupby("task").cumcount()
    units = pandas.DataFrame({"task": rows.task, "place": place, "code": codes.astype(float)})
    wide = units.pivot(index="place", columns="task", values="code")
    found = evalica.alpha_bootstrap(wide, distance="nominal", n_resamples=1000, random_state=42)
    return {"value": found.alpha, "low": found.low, "high": found.high}


def aggregated(path, make):
    found = make().fit(table(path))
    return {"labels": len(found.labels_)}


def dawid_skene(path):
    from crowdkit.aggregation import DawidSkene

    return aggregated(path, lambda: DawidSkene(n_iter=10, tol=-1e18))


def mace(path):
    from crowdkit.aggregation import MACE

    return aggregated(path, lambda: MACE(n_restarts=1, n_iter=10))


def glad(path):
    from crowdkit.aggregation import GLAD

    return aggregated(path, lambda: GLAD(n_iter=10, tol=-1e18))


def ranked(path, name):
    import evalica

    rows = table(path)
    winners = {"left": evalica.Winner.X, "right": evalica.Winner.Y, "tie": evalica.Winner.Draw}
    found = getattr(evalica, name)(rows["left"], rows["right"], rows["winner"].map(winners))
    return {"best": max(found.scores.items(), key=lambda each: each[1])[0]}


def boxes(reference, detections):
    from faster_coco_eval import COCO, COCOeval_faster

    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(reference)
        evaluation = COCOeval_faster(truth, truth.loadRes(detections), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return {"ap": float(evaluation.stats[0])}


def gamma(path):
    from pyannote.core import Segment
    from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

    continuum = Continuum()
    for row in table(path).itertuples():
        continuum.add(row.annotator, Segment(row.start, row.end), row.label)
    found = continuum.compute_gamma(CombinedCategoricalDissimilarity(alpha=1, beta=1, delta_empty=1))
    return {"value": float(found.gamma)}


METHODS = {
    "alpha": alpha,
    "alpha_with_interval": alpha_with_interval,
    "alpha_resampled": alpha_resampled,
    "dawid_skene": dawid_skene,
    "mace": mace,
    "glad": glad,
    "bradley_terry": lambda path: ranked(path, "bradley_terry"),
    "elo": lambda path: ranked(path, "elo"),
    "boxes": boxes,
    "gamma": gamma,
}

if __name__ == "__main__":
    print(json.dumps(METHODS[sys.argv[1]](*sys.argv[2:])))
