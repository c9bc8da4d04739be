"""What the essay says and no program can check, with the reason."""

from verify import Source, Unchecked

KEY = "curse-of-euler"

iterative_amplification = Unchecked(
    Source(KEY, 'The "Mercury" Example'),
    "Layer 80: The 'Planet' signal has been amplified 80 times.",
    "It speaks of the states of an unnamed trained model, of which no weights are given. An "
    "amplification by the eigenvalue at each layer is `any_positive_direction`.",
)

hallucination = Unchecked(
    Source(KEY, 'The "Mercury" Example'),
    "Hallucination is iterative amplification.",
    "Hallucination is not defined, so nothing follows from an eigenvalue.",
)

every_failure = Unchecked(
    Source(KEY, "The Opened-Up Update Equation"),
    "This single equation is the reason for almost every LLM failure mode you've ever "
    "witnessed.",
    "A statement about causes, with no quantity in it.",
)

commercial_models = Unchecked(
    Source(KEY, "The Transformer Is Forward Euler in Disguise"),
    "The equation for a Transformer layer k, the same one under the hood of GPT-5, is …",
    "The architecture of GPT-5 is not public.",
)

unstable_everywhere = Unchecked(
    Source(KEY, "Why This Leads to Hallucination"),
    "Nobody is enforcing the stability condition during training, so these unstable "
    "eigenvalues are everywhere.",
    "It needs the weights of a trained model. For weights drawn at random it is a statement "
    "about frequencies.",
)

trained_for_accuracy = Unchecked(
    Source(KEY, "Why This Leads to Hallucination"),
    "But LLMs aren't trained for stability. They are trained for accuracy.",
    "A statement about the aims of training, not about the map.",
)

bias_by_design = Unchecked(
    Source(KEY, "The Problem: Bias by Design"),
    "If the training data slightly favors 'Planet' over 'Element', the score for 'Planet' will "
    "always be higher.",
    "No training procedure, data or score is given that a statement could be about.",
)

early_commitment = Unchecked(
    Source(KEY, "The Essence of the Curse"),
    "The model commits to an interpretation far earlier than it should because h = 1 is a "
    "massive jump.",
    "When a model should commit is not defined. What is exact about the jump is `overshoot`.",
)

sharp_logic = Unchecked(
    Source(KEY, "The Essence of the Curse"),
    "Sharp logic makes the state explode.",
    "Sharpness is not defined. The condition for growth is `growth_factor` and "
    "`conditionally_stable`.",
)

definitely_a_planet = Unchecked(
    Source(KEY, "Engine 2: The Accelerator (FFNN)"),
    "It takes that 51% and says, 'Right, then it's definitely a planet.'",
    "The feed-forward network receives no percentage, and the sentence gives no map.",
)

memory_is_dynamical = Unchecked(
    Source(KEY, "A Dynamical System Is Just Memory in Motion"),
    "Memory isn't a static filing cabinet. It's a dynamical system.",
    "An image, not a statement about a system.",
)

pervasive_confidence = Unchecked(
    Source(KEY, "AI is Dumb. Here's the Proof."),
    "If you want to understand why LLMs drift, why they overcommit, why they double down on "
    "wrong interpretations … you have to look at the math beneath the hood.",
    "Drift, overcommitment and wrong interpretation are not defined for the update rule.",
)

parallel_and_fast = Unchecked(
    Source(KEY, "The Essence of the Curse"),
    "It's fast, cheap, and easy to parallelize, which is why we can run GPT-5.",
    "A statement about cost and about a named product. The layers themselves run in sequence.",
)
