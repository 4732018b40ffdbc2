"""How a paper looks when it stands alone or is printed: readable, plain, and ours.

Inside our own pages the site's style sheet does this; a page on a memory stick has only this.
"""

FONT_FAMILY = "Atkinson Hyperlegible Next"
FALLBACKS = "Atkinson Hyperlegible, Verdana, Liberation Sans, Arial, sans-serif"

# Colours that differ in lightness, so they survive greyscale, colour blindness and a photocopier.
INK = "#0b0c0c"
MARK = "#0b4a57"
QUIET = "#5f6b73"
RULE = "#b1b8bd"
SERIES = ("#0b4a57", "#c2571a", "#6f9f2a", "#7a5195", "#8a8f94")

# Long tables are printed with columns set in steps of five per cent.
_COLUMNS = "".join(f".dr-col-{each}{{width:{each}%}}" for each in range(5, 65, 5))

STYLE = f"""
*{{box-sizing:border-box}}
html{{font-family:"{FONT_FAMILY}",{FALLBACKS};font-size:100%;line-height:1.5;color:{INK};
background:#fff;-webkit-text-size-adjust:100%}}
body{{margin:0 auto;max-width:60rem;padding:1rem}}
h1,h2,h3,h4,h5,h6{{line-height:1.2;margin:0 0 1rem;break-after:avoid}}
.govuk-heading-l{{font-size:2rem}}
.govuk-heading-m{{font-size:1.4rem;margin-top:2rem;padding-top:1rem;border-top:2px solid {MARK}}}
.govuk-heading-s{{font-size:1.1rem;font-weight:700;margin:0 0 .5rem}}
p{{margin:0 0 1rem;max-width:44rem}}
.govuk-body-l{{font-size:1.25rem}}
.govuk-body-s{{font-size:.95rem;color:#3d464c}}
ul{{margin:0 0 1rem;padding-left:1.25rem;max-width:44rem}}
li{{margin-bottom:.4rem}}
.govuk-inset-text{{border-left:.5rem solid {RULE};padding:.5rem 1rem;margin:1rem 0}}
.govuk-inset-text p:last-child{{margin-bottom:0}}
.govuk-warning-text{{position:relative;padding-left:3rem;margin:1rem 0;min-height:2rem}}
.govuk-warning-text__icon{{position:absolute;left:0;top:0;width:2rem;height:2rem;border-radius:50%;
background:{INK};color:#fff;font-weight:700;font-size:1.4rem;line-height:2rem;text-align:center}}
.govuk-summary-list{{margin:0 0 1.5rem}}
.govuk-summary-list__row{{display:flex;gap:1rem;border-bottom:1px solid {RULE};padding:.5rem 0;
break-inside:avoid}}
.govuk-summary-list__key{{flex:0 0 30%;font-weight:700}}
.govuk-summary-list__value{{flex:1;margin:0;min-width:0;overflow-wrap:anywhere}}
.dr-scroll{{overflow-x:auto;margin-bottom:1.5rem}}
.dr-scroll:focus-visible{{outline:3px solid {MARK};outline-offset:2px}}
.dr-scroll .govuk-table{{margin-bottom:0}}
table{{border-collapse:collapse;width:100%;margin-bottom:1.5rem;font-variant-numeric:tabular-nums}}
caption{{text-align:left;font-weight:700;padding-bottom:.5rem;break-after:avoid}}
th,td{{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;
border-bottom:1px solid {RULE}}}
th:last-child,td:last-child{{padding-right:0}}
thead th{{vertical-align:bottom;border-bottom:2px solid {INK}}}
tbody th{{font-weight:400}}
.govuk-table__header--numeric,.govuk-table__cell--numeric{{text-align:right;white-space:nowrap}}
.dr-figure{{margin:0 0 1.5rem;break-inside:avoid}}
.dr-figure__drawing svg{{display:block;width:100%;max-width:34rem;height:auto;overflow:visible;
margin-bottom:.5rem}}
.dr-code{{margin:0 0 1.5rem;max-width:none}}
.dr-code__lines{{overflow-x:auto;margin:0;padding:.75rem 1rem;background:#f1f4f5;
border-left:.25rem solid {MARK};font:.9rem/1.5 ui-monospace,Consolas,Liberation Mono,monospace}}
.dr-code__lines:focus-visible{{outline:3px solid {MARK};outline-offset:2px}}
.dr-more{{margin-top:-1rem}}
.govuk-visually-hidden{{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;
clip-path:inset(50%);white-space:nowrap}}
.dr-digest{{overflow-wrap:anywhere}}
footer{{border-top:1px solid {RULE};margin-top:2rem;padding-top:1rem}}
@media (max-width:40rem){{
.govuk-summary-list__row{{display:block}}
.govuk-heading-l{{font-size:1.6rem}}
.govuk-table__header--numeric,.govuk-table__cell--numeric{{white-space:normal}}
}}
@page{{size:A4;margin:18mm 16mm 20mm;
@bottom-right{{content:"Page " counter(page) " of " counter(pages);font-size:9pt;color:{QUIET}}}}}
@media print{{
html{{font-size:10.5pt}}
body{{max-width:none;padding:0}}
.dr-scroll{{overflow:visible}}
.dr-code__lines{{overflow:visible;white-space:pre-wrap;overflow-wrap:anywhere;font-size:9pt}}
.govuk-summary-list{{break-before:avoid}}
table{{font-size:9.5pt}}
tr{{break-inside:avoid}}
.dr-set{{table-layout:fixed}}
.dr-set th,.dr-set td{{overflow-wrap:anywhere}}
{_COLUMNS}
.dr-annex{{break-before:page}}
.dr-short{{font-size:9.5pt;line-height:1.28}}
.dr-short .govuk-heading-l{{font-size:16pt;margin-bottom:2mm}}
.dr-short .govuk-heading-m{{font-size:11.5pt;margin:2.5mm 0 1mm;padding-top:1mm;
border-top-width:1px}}
.dr-short p,.dr-short ul{{margin-bottom:1mm;max-width:none}}
.dr-short li{{margin-bottom:0}}
.dr-short .govuk-body-l{{font-size:11pt}}
.dr-short table{{font-size:9pt;margin-bottom:1mm}}
.dr-short th,.dr-short td,.dr-short .govuk-summary-list__row{{padding-top:.8mm;padding-bottom:.8mm}}
.dr-short .dr-scroll,.dr-short .govuk-summary-list{{margin-bottom:1mm}}
.dr-short tr{{break-inside:auto}}
.dr-short .govuk-summary-list__key{{flex-basis:18%}}
.dr-short .govuk-warning-text{{margin:1mm 0}}
thead{{display:table-header-group}}
}}
"""
