"""Chinese notes on machine learning."""

import numpy as np
from confirm import brackets, document, gradient, jacobian

REPOSITORY = "luweiagi/machine-learning-notes"
PROPAGATION = "docs/deep-learning/tips/back-propagation/"
network = document(REPOSITORY, PROPAGATION + "neural-network-back-propagation/neural-network-back-propagation.md")
states = document(REPOSITORY, PROPAGATION + "rnn-back-propagation/rnn-back-propagation.md")
entropy = document(REPOSITORY, "docs/machine-learning/linear-model/maximum-entropy-model/maximum-entropy-model.md")
families = document(
    REPOSITORY,
    "docs/machine-learning/linear-model/exponential-family-distribution-and-generalized-linear-model/"
    "exponential-family-distribution-and-generalized-linear-model.md",
)


def softmax(x):
    return np.exp(x) / np.sum(np.exp(x))


@document(
    REPOSITORY,
    "docs/deep-learning/convolutional-neural-network/convolutional-neural-network/convolutional-neural-network.md",
)(1076, "unbalanced-indices")
def _(rng):
    "The chain through u gives the derivative by x here, of the shape of x and not of W."
    W, x, delta = rng.normal(size=(3, 2)), rng.normal(size=2), rng.normal(size=3)
    by_x = delta @ jacobian(lambda x: W @ x, x)
    return by_x.shape, gradient(lambda W: delta @ W @ x, W).shape


@document(REPOSITORY, PROPAGATION + "lstm-back-propagation/lstm-back-propagation.md")(207, "unbalanced-indices")
def _(rng):
    "The cell c^t = i^t a^t + f^t c^(t-1) depends on the last cell by f^t and on the last input gate not at all."
    gate, a, f, c, last_gate = rng.normal(size=5)
    return gradient(lambda last_gate: gate * a + f * c, last_gate), gradient(lambda c: gate * a + f * c, c)


@network(124, "stray-index")
def _(rng):
    "The sum is over the outputs y_j; without j in the terms it is n times one of them."
    x, d, i = rng.normal(size=4), rng.normal(size=4), 1
    slopes = jacobian(softmax, x)
    return sum(d[i] * slopes[i, i] for _ in range(4)), gradient(lambda x: d @ softmax(x), x)[i]


@network(140, "unbalanced-indices")
def _(rng):
    "What is differentiated is y_j, and the left side says y_i."
    slopes = jacobian(softmax, rng.normal(size=4))
    return slopes[1, 1], slopes[2, 1]


@network(179, "stray-index")
def _(rng):
    "The sum is over the outputs y_j of W x; without j in the terms it is n times one of them."
    W, x, d, i = rng.normal(size=(4, 4)), rng.normal(size=4), rng.normal(size=4), 1
    return sum(d[i] * W[i, i] for _ in range(4)), gradient(lambda x: d @ W @ x, x)[i]


@network(183, "unstated-assumption")
def _(rng):
    "The derivative of the sum over i of w_ij x_i by x_i is w_ij."
    w, x, i, j = rng.normal(size=(3, 3)), rng.normal(size=3), 0, 2
    return w[j, i], gradient(lambda x: w[:, j] @ x, x)[i]


@network(195, "unbalanced-indices")
def _(rng):
    "Only the output y_j depends on the weight w_ji; the chain through y_i gives nothing."
    W, x, i, j = rng.normal(size=(3, 3)), rng.normal(size=3), 0, 2
    return gradient(lambda W: (W @ x)[i], W)[j, i], gradient(lambda W: (W @ x)[j], W)[j, i]


@document(REPOSITORY, PROPAGATION + "rnn-back-propagation/rnn-back-propagation.md")(141, "unstated-assumption")
def _(rng):
    "The Jacobian of tanh(W h + U x) by h is diag(1 - h^2) W, and its transpose is no W diag(1 - h^2) either."
    W, h, Ux = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)
    stated = W @ np.diag(1 - np.tanh(W @ h + Ux) ** 2)
    true = jacobian(lambda h: np.tanh(W @ h + Ux), h)
    return stated, min(true, true.T, key=lambda layout: np.abs(layout - stated).max())


@document(
    REPOSITORY,
    "docs/reinforcement-learning/deep-reinforcement-learning/advanced-policy-optimization/"
    "trust-region-based-drl/gae/gae.md",
)(1037, "malformed-math")
def _(rng):
    "The last expectation is not closed."
    return brackets(r"E[|g(a)|^2] - E[|g(a)|^2 \cdot R(a)", "[]")


@families(574, "malformed-math")
def _(rng):
    "The difference that is squared is not opened."
    return brackets(r"\left[y_i-\theta^Tx)^2\right]")


@families(992, "wrong-identity")
def _(rng):
    "The probability of the class i has the exponential of eta_i above, not that of the last class, which is 1."
    eta = np.append(rng.normal(size=3), 0.0)
    return np.exp(eta[3]) / np.sum(np.exp(eta)), np.exp(eta[1]) / np.sum(np.exp(eta))


@families(1002, "stray-index")
def _(rng):
    "The denominator of the softmax is the sum over all classes, not k times the term of one."
    eta, i = rng.normal(size=4), 1
    return np.exp(eta[i]) / sum(np.exp(eta[i]) for _ in range(4)), softmax(eta)[i]


@document(REPOSITORY, PROPAGATION + "lstm-back-propagation/lstm-back-propagation.md")(202, "conflicting-values")
def _(rng):
    "The gradient by the input gate of the state i a + f c is delta a; delta c is the one by the forget gate."
    delta, i, f, a, c = rng.normal(size=(5, 3))
    return delta * c, gradient(lambda i: delta @ (i * a + f * c), i)


@states(120, "conflicting-ranges")
@states(125, "conflicting-ranges")
def _(rng):
    "The state h_t = u x_t + w h_(t-1) depends on u through all states up to t, here 6, and not up to 4."
    w, x, t = 0.5 + rng.random(), rng.normal(size=7), 6
    return sum(w ** (t - s) * x[s] for s in range(5)), sum(w ** (t - s) * x[s] for s in range(t + 1))


@entropy(204, "repeated-index")
def _(rng):
    "The derivative of sum p log p by one p is the term of that p alone."
    p = 0.1 + rng.random(4)
    return np.sum(np.log(p) + 1), gradient(lambda p: np.sum(p * np.log(p)), p)[0]


@families(470, "conflicting-ranges")
@families(474, "conflicting-ranges")
@families(482, "conflicting-ranges")
def _(rng):
    "Each weight goes with the feature of its own number, the last with the last."
    beta, x = rng.normal(size=4), rng.normal(size=6)
    return beta[:3] @ x[:3] + beta[3] * x[5], beta @ x[:4]


@families(1002, "unbalanced-indices")
def _(rng):
    "The probability of class i has the natural parameter of class i above the line."
    eta = rng.normal(size=4)
    return np.exp(eta[3]) / np.sum(np.exp(eta)), softmax(eta)[1]
