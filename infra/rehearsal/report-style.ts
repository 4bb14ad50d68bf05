/** The report's look: the product's own colours and measures (docs/decisions, the mini-program's theme). */
export const STYLE = `
:root{--red:#C8161D;--ink:#1D1D1F;--ink-2:#5A5A60;--line:#ECECEF;--ground:#F5F5F7;--card:#fff;--ok:#14693E;--ok-tint:#E9F5EE;--no:#B42318;--no-tint:#FCEEEC;--gold:#E7B66B;--gold-ink:#4A2600}
*{box-sizing:border-box;margin:0}
body{background:var(--ground);color:var(--ink);font:16px/1.5 "PingFang SC","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;-webkit-text-size-adjust:100%}
header{color:#fff;background:linear-gradient(120deg,#A50F15,#D93A2B)}
.inner,main{max-width:1200px;margin:0 auto;padding:0 24px}
.inner{position:relative;padding-top:40px;padding-bottom:88px}
.kicker{font-size:14px;letter-spacing:.12em;color:#F6DBAE}
h1{font-size:30px;line-height:1.25;font-weight:700;margin:4px 0 8px}
.sub{font-size:14px;color:#FBE9E3;max-width:720px}
.verdict{position:absolute;right:24px;top:40px;display:flex;gap:12px;align-items:center;background:#fff;color:var(--ok);border-radius:12px;padding:12px 20px 12px 12px;box-shadow:0 8px 24px rgba(124,10,15,.24)}
.no-go .verdict{color:var(--no)}
.seal{width:44px;height:44px;border-radius:50%;display:grid;place-items:center;font-size:22px;font-weight:700;background:var(--ok-tint)}
.no-go .seal{background:var(--no-tint)}
.verdict strong{display:block;font-size:22px;line-height:1.25}
.verdict div span{font-size:14px;color:var(--ink-2)}
main{margin-top:-56px;padding-bottom:48px;display:grid;gap:16px}
.card,.figures{position:relative;background:var(--card);border-radius:12px;box-shadow:0 1px 2px rgba(29,29,31,.04),0 2px 8px rgba(29,29,31,.04)}
.card{padding:24px;min-width:0}
h2{font-size:18px;line-height:1.25}
.hint{font-size:14px;color:var(--ink-2);margin:4px 0 16px}
.figures{display:grid;grid-template-columns:repeat(4,1fr)}
.figure{padding:24px;display:flex;flex-direction:column;min-width:0}
.figure+.figure{border-left:1px solid var(--line)}
.label,.below{font-size:14px;color:var(--ink-2)}
.value{font-size:36px;line-height:1.25;font-weight:700;font-variant-numeric:tabular-nums;white-space:nowrap}
.value small{font-size:16px;font-weight:400;margin-left:4px;color:var(--ink-2)}
ul{list-style:none;padding:0}
.criteria li{display:grid;grid-template-columns:56px 120px 1fr auto;gap:12px;align-items:center;padding:12px 0;border-top:1px solid var(--line)}
.criteria li:first-child{border-top:0;padding-top:0}
.criteria li:last-child{padding-bottom:0}
.mark{justify-self:start;min-width:28px;height:28px;padding:0 6px;border-radius:14px;display:grid;place-items:center;font-size:14px;font-weight:700;background:var(--ok-tint);color:var(--ok)}
.fails .mark{background:var(--no-tint);color:var(--no)}
.fails .found{color:var(--no);font-weight:500}
.read .mark{background:var(--ground);color:var(--ink-2);font-weight:400;font-size:12px;padding:0 10px}
.read b,.read .found{color:var(--ink-2)}
.wanted{font-size:14px;color:var(--ink-2);text-align:right}
.wide svg,.narrow svg{display:block;width:100%;height:auto}
.narrow svg{overflow:visible}
.narrow{display:none}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;margin-top:16px;font-variant-numeric:tabular-nums}
th,td{padding:10px 12px;text-align:right;white-space:nowrap;border-top:1px solid var(--line)}
thead th{border-top:0;font-size:14px;font-weight:400;color:var(--ink-2)}
th:first-child{text-align:left;padding-left:0;font-weight:500}
td:last-child,th:last-child{padding-right:0}
.chips{display:flex;flex-wrap:wrap;gap:8px;margin-top:16px}
.chips span{font-size:14px;color:var(--ink-2);background:var(--ground);border-radius:999px;padding:4px 12px}
.chips b{color:var(--ink);font-variant-numeric:tabular-nums}
.pools li+li{margin-top:16px}
.pool{display:flex;justify-content:space-between;gap:12px;flex-wrap:wrap;margin-bottom:6px}
.pool span{font-size:14px;color:var(--ink-2);font-variant-numeric:tabular-nums}
.track{height:12px;border-radius:6px;background:#EBEBEF;overflow:hidden}
.track i{display:block;height:100%;border-radius:6px;background:linear-gradient(90deg,#A50F15,#D93A2B)}
.equation{display:flex;flex-wrap:wrap;align-items:center;gap:12px 20px}
.term{display:flex;flex-direction:column;font-size:14px;color:var(--ink-2)}
.term b{font-size:30px;line-height:1.25;color:var(--ink);font-variant-numeric:tabular-nums}
.equation em{font-style:normal;font-size:22px;color:var(--ink-2)}
.flat{margin-left:auto;border:2px solid var(--ok);color:var(--ok);border-radius:8px;padding:4px 14px;font-weight:700;font-size:18px}
.flat.bad{border-color:var(--no);color:var(--no)}
.wrong{margin-top:16px;padding:12px 16px;border-radius:12px;background:var(--no-tint);color:var(--no)}
.ground li{position:relative;padding-left:18px;font-size:14px;color:var(--ink-2)}
.ground li+li{margin-top:8px}
.ground li::before{content:"";position:absolute;left:0;top:8px;width:6px;height:6px;border-radius:50%;background:var(--gold)}
@media (max-width:760px){
.inner,main{padding-left:16px;padding-right:16px}
.inner{padding-top:24px;padding-bottom:72px}
h1{font-size:22px}
.verdict{position:static;margin-top:16px;display:inline-flex}
.figures{grid-template-columns:1fr 1fr}
.figure{padding:16px}
.figure:nth-child(odd){border-left:0}
.figure:nth-child(n+3){border-top:1px solid var(--line)}
.value{font-size:26px}
.value small{font-size:14px}
.card{padding:16px}
.criteria li{grid-template-columns:56px 1fr;row-gap:2px}
.criteria .found,.criteria .wanted{grid-column:2;text-align:left}
.wide{display:none}
.narrow{display:block}
th,td{padding:8px 4px;font-size:13px}
.flat{margin-left:0}
.equation{gap:12px 14px}
.term b{font-size:22px}
}
@media print{body{background:#fff}.card,.figures{box-shadow:none;border:1px solid var(--line);break-inside:avoid}}
`
