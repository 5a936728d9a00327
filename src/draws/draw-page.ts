import type { PublicDraw } from '#appointments/draws/publish-draw.ts'
import { writeWhen } from '#conversation/when.ts'
import { type Html, html } from '#forms/html.ts'
import { type Look, wholePage } from '#forms/page.ts'
import type { DrawTexts } from './draw-texts.ts'

/** `about`: what the lots are for, in words. `address`: of this page, as people reach it. */
export type Shown = { draw: PublicDraw; about: string; address: string; texts: DrawTexts }

/** Everything that anybody needs to check a draw, on one page without a script. It names nobody. */
export function drawPage(look: Look, { draw, about, address, texts }: Shown): string {
  const when = (iso: string) => writeWhen(new Date(iso), look.language)
  const rows = [
    [texts.opens, when(draw.opensAt)],
    [texts.closes, when(draw.closesAt)],
    [texts.draws, when(draw.drawnAt ?? draw.drawsAt)],
    [texts.places, String(draw.places)],
    [texts.entries, String(draw.entries)],
    [texts.state, texts[draw.state]],
  ]
  const hashes = [
    [texts.commitment, draw.commitment],
    [texts.listHash, draw.listHash],
    [texts.seed, draw.seed],
  ] as const
  return wholePage(
    look,
    texts.title,
    html`<h2>${texts.title}</h2>
      <p dir="auto">${about}</p>
      <dl>
        ${rows.map(([label = '', value = '']) => pair(label, html`${value}`))}
        ${hashes.map(([label, value]) =>
          pair(label, value === null ? html`${texts.later}` : html`<code dir="ltr">${value}</code>`),
        )}
      </dl>
      <h3>${texts.checkTitle}</h3>
      <ol class="documents">
        ${[texts.check1, texts.check2, texts.check3, texts.check4].map((step) => html`<li>${step}</li>`)}
      </ol>
      <p><a href="/draws/${draw.id}/draw.json">${texts.data}</a></p>
      <p>${texts.tool}</p>
      <pre dir="ltr"><code>${commands(draw, address)}</code></pre>
      <h3>${texts.list}</h3>
      ${draw.lots.length === 0 ? html`<p>${texts.noList}</p>` : table(draw, texts)}`,
  )
}

function pair(label: string, value: Html): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`
}

function commands({ listHash, seed }: PublicDraw, address: string): string {
  return `npx terminlotse draw verify ${address}/draw.json
printf '%s' '${listHash ?? '<list>'}:<lot>' | openssl dgst -sha256 -mac HMAC -macopt hexkey:${seed ?? '<seed>'}`
}

function table({ lots }: PublicDraw, texts: DrawTexts): Html {
  const states: Record<string, string> = texts
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${texts.rank}</th>
        <th scope="col">${texts.lot}</th>
        <th scope="col">${texts.state}</th>
      </tr>
    </thead>
    <tbody>
      ${lots.map(
        ({ number, rank, state }) =>
          html`<tr id="${number}">
            <td>${rank === null ? '–' : String(rank)}</td>
            <td><code dir="ltr">${number}</code></td>
            <td>${states[state] ?? state}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
