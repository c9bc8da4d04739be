"""What the essay says and no program can check, with the reason."""

from verify import Source, Unchecked

KEY = "five-conditions"

every_condition = Unchecked(
    Source(KEY, "Chapter 1 Only Got Us Halfway There"),
    "The dynamical system itself violates every mathematical condition that any stable memory "
    "system must satisfy.",
    "Of a trained model it needs the weights. Of the architecture it is false: one block meets "
    "all five (`impossible.all_five`), and one impossibility is proved "
    "(`impossible.behind_a_normalization`).",
)

planet_by_layer_80 = Unchecked(
    Source(KEY, "Chapter 1 Only Got Us Halfway There"),
    "That's why 'Mercury' becomes a planet by layer 80 whether you wanted it to or not.",
    "It speaks of the states of an unnamed trained model, of which no weights are given.",
)

theorems = Unchecked(
    Source(KEY, "But It Works. How?"),
    "These are not bugs that will get fixed with more data or more parameters. They are "
    "theorems.",
    "No theorem on hallucination is stated; the statements about maps are checked one by one.",
)

nothing_closes_the_gap = Unchecked(
    Source(KEY, "Why the Transformer Cannot Possibly Be a Contraction"),
    "Nothing in the architecture does that. Nothing in the loss function trains for it.",
    "A statement about the aims of training. What the architecture can do is "
    "`impossible.half_block`.",
)

first_tokens = Unchecked(
    Source(KEY, "Why the Transformer Cannot Possibly Be a Contraction"),
    "By layer 80, the early context has been reinforced so many times it is effectively "
    "immovable.",
    "It needs the weights of a trained model; 'effectively immovable' has no threshold.",
)

almost_always_positive = Unchecked(
    Source(KEY, "The Calculation That Breaks Everything"),
    "That inner product is almost always positive.",
    "For trained weights it needs the weights. For values drawn from a law that V ↦ -V keeps, "
    "the chance is one half (`inner_product_sign.flipped` is the symmetry behind it).",
)

lyapunov_1892 = Unchecked(
    Source(KEY, "The Most Powerful Idea in Dynamical Systems"),
    "In 1892, a Russian mathematician named Aleksandr Lyapunov came up with an idea.",
    "A fact of history, and a correct one: his thesis is of 1892.",
)

flat_state_space = Unchecked(
    Source(KEY, "The Most Powerful Idea in Dynamical Systems"),
    "The Transformer's state space is flat. There is no bowl. There is not even a rim.",
    "An image. For the tied model on the sphere there is a bowl, the interaction energy.",
)

prediction_and_spectrum = Unchecked(
    Source(KEY, "Reading the Eigenvalues"),
    "Those are very different objectives, and optimizing one tells you almost nothing about "
    "the other.",
    "'Almost nothing' is no quantity, and no training procedure is given.",
)

gpt_5 = Unchecked(
    Source(KEY, "Reading the Eigenvalues"),
    "GPT-5 was not trained to satisfy the unit circle criterion.",
    "Its architecture and training are not public.",
)

hallucination = Unchecked(
    Source(KEY, "What Happens When an Eigenvalue Escapes"),
    "This directly causes three things you've definitely seen in production.",
    "Hallucination, sensitivity to prompts and loss over long contexts are not defined for the "
    "update rule. The growth itself is `layer_products.eigenvector_grows`.",
)

accident_of_training = Unchecked(
    Source(KEY, "Bounded Evolution: The Fifth Failure"),
    "The bound, if it exists at all for a given model, is an empirical accident of training.",
    "Which bound is meant is not said. One that holds for all weights of a given size is "
    "`bounded_evolution.linear_in_depth`.",
)

physical_systems = Unchecked(
    Source(KEY, "Dissipation Is the Mechanism, Not the Bug"),
    "In biological neural circuits, evolution selects for it.",
    "A statement about biology.",
)

directly_motivated = Unchecked(
    Source(KEY, "How S4 Actually Solves This"),
    "They directly motivated a new class of architectures: Structured State Space Models.",
    "A statement about the history of ideas. The matrices are under state_space.",
)

emergent_stability = Unchecked(
    Source(KEY, "But It Works. How?"),
    "The Jacobians of the learned functions happen to have mostly well-behaved eigenvalues on "
    "the training distribution.",
    "It needs the weights of a trained model and its training distribution.",
)
