from verify.claim import Assumption, Claim, Control, Family, Source, Unchecked, below
from verify.logic import Gt, Lt
from verify.notation import real
from verify.result import AblationResult, ControlResult, Result
from verify.show.notebook import claim_html, claim_latex, result_html, result_latex
from verify.verdict import Evidence, Verdict, Witness

x, y = real("x y")
EVIL = "<script>alert('x')</script>"
claim = Claim(
    says=Lt(x, 1),
    given=(Assumption(EVIL, Gt(y, 0)),),
    controls=(Control(EVIL, Gt(x, 2)),),
    source=Source(EVIL, EVIL),
    remark=EVIL,
)


def test_no_string_of_a_claim_reaches_the_page_unescaped() -> None:
    evil = Unchecked(Source(EVIL, EVIL), EVIL, EVIL)
    family = Family(lambda n: claim, sizes=({EVIL: 2},))
    for shown in (claim, evil):
        assert "<script" not in claim_html(shown)
        assert "&lt;script&gt;" in claim_html(shown)
    assert "&lt;script&gt;" in claim_html(Family(lambda **sizes: claim, sizes=({EVIL: 2},)))
    assert family.sizes


def test_no_string_of_a_result_reaches_the_page_unescaped() -> None:
    witness = Witness({EVIL: EVIL}, EVIL, EVIL, True, EVIL)
    result = Result(
        Verdict.REFUTED,
        EVIL,
        EVIL,
        witness,
        evidence=(Evidence(EVIL, Verdict.REFUTED, EVIL, EVIL, EVIL, witness),),
        controls=(ControlResult(EVIL, True, EVIL, witness),),
        ablation=(AblationResult(EVIL, "needed", EVIL),),
    )
    html = result_html(result)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 8
    assert r"\{" not in result_latex(Result(Verdict.PROVED, ""))


def test_a_comparison_is_escaped_inside_its_formula() -> None:
    assert "x &lt; 1" in claim_html(claim)
    assert claim_latex(claim) == r"$\displaystyle x < 1$"


def test_a_chain_is_one_formula() -> None:
    chain = Claim(start=x, chain=(below(y), below(2)), controls=claim.controls)
    assert claim_latex(chain) == r"$\displaystyle x < y < 2$"


def test_a_verdict_in_a_formula_is_text() -> None:
    assert result_latex(Result(Verdict.PROVED, "", "n = 2_3")) == r"$\text{proved (n = 2\_3)}$"
