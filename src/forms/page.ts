import { direction, type Language, type Speak } from '#texts.ts'
import { mostPeople } from '#conversation/steps/people.ts'
import type { BookingSummary, FormLink } from '#message.ts'
import type { FormTexts } from './form-texts.ts'
import { type Html, html, nothing } from './html.ts'
import type { Errors, Fields } from './read-fields.ts'

/** What every page needs; `style` is the address of its style sheet. */
export type Look = { language: Language; texts: FormTexts; style: string }

/** A page that says something and leads back. */
export function notePage(look: Look, { title, text, back }: { title: string; text: string; back?: Back }): string {
  const way = back ? html`<p><a class="button" href="${back.url}">${back.label}</a></p>` : nothing
  return wholePage(
    look,
    title,
    html`<h2>${title}</h2>
      ${paragraphs(text)} ${way}`,
  )
}

export type Back = { url: string; label: string }

/** A page with one button, for what must not happen by opening a link. */
export function decidingPage(
  look: Look,
  { title, text, button }: { title: string; text: string; button: string },
): string {
  return wholePage(
    look,
    title,
    html`<h2>${title}</h2>
      ${paragraphs(text)}
      <form method="post"><button class="primary">${button}</button></form>`,
  )
}

/** As it is written in the chat: an empty line begins a paragraph. */
function paragraphs(text: string): Html[] {
  return text.split('\n\n').map((paragraph) => {
    const lines = paragraph.split('\n')
    return html`<p>${lines.map((line, index) => html`${index === 0 ? nothing : html`<br />`}${line}`)}</p>`
  })
}

type Asked = {
  asks: FormLink['asks']
  books: BookingSummary | undefined
  isFromMessenger: boolean
  fields: Fields
  errors: Errors
  speak: Speak
}

/** A page that asks. With errors it says first what is wrong, and keeps what was typed. */
export function askingPage(look: Look, { asks, books, isFromMessenger, fields, errors, speak }: Asked): string {
  const { texts } = look
  const title = asks === 'birthday' ? texts.birthdayTitle : texts.title
  const isWrong = Object.keys(errors).length > 0
  const birthday = field({
    id: 'birthday',
    label: texts.birthday,
    hint: texts.birthdayHint,
    error: errors.birthday,
    mark: texts.errorMark,
    // Numbers alone would not let "24 August 1991" be written; phones show letters with digits a tap away.
    control: (described) =>
      html`<input
        id="birthday"
        name="birthday"
        autocomplete="bday"
        maxlength="100"
        dir="auto"
        value="${fields.birthday}"
        ${described}
      />`,
  })
  const body = html`<h2>${title}</h2>
    ${isWrong ? summary(texts, errors) : nothing}
    ${isFromMessenger ? html`<p class="intro">${texts.intro}</p>` : nothing} ${books ? booking(books) : nothing}
    <form method="post" novalidate>
      ${asks === 'birthday' ? birthday : [nameField(texts, fields, errors), birthday, peopleField(look, fields, errors, speak)]}
      <p class="quiet">${texts.privacy}</p>
      ${books ? html`<button class="primary" name="confirms" value="${books.reference}">${speak(look.language)('confirm.book')}</button>` : html`<button class="primary">${texts.send}</button>`}
    </form>`
  return wholePage(look, isWrong ? `${texts.errorMark} ${title}` : title, body)
}

/** A page that says what to bring, and to which appointment. */
export function documentsPage(
  look: Look,
  { rows, documents, speak }: { rows: BookingSummary['rows']; documents: readonly string[]; speak: Speak },
): string {
  const t = speak(look.language)
  const title = t('card.documents-button')
  return wholePage(
    look,
    title,
    html`<h2>${title}</h2>
      ${booking({ rows })}
      <h3>${t('card.documents')}</h3>
      <ul class="documents">
        ${documents.map((document) => html`<li dir="auto">${document}</li>`)}
      </ul>`,
  )
}

/** The last look before it is booked. */
function booking({ rows }: Pick<BookingSummary, 'rows'>): Html {
  return html`<dl>
    ${rows.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd dir="auto">${value}</dd>
        </div>`,
    )}
  </dl>`
}

function nameField(texts: FormTexts, { name }: Fields, errors: Errors): Html {
  return field({
    id: 'name',
    label: texts.name,
    hint: texts.nameHint,
    error: errors.name,
    mark: texts.errorMark,
    control: (described) =>
      html`<input
        id="name"
        name="name"
        autocomplete="name"
        autocapitalize="words"
        spellcheck="false"
        maxlength="400"
        dir="auto"
        value="${name}"
        ${described}
      />`,
  })
}

function peopleField({ language, texts }: Look, { people }: Fields, errors: Errors, speak: Speak): Html {
  const t = speak(language)
  const options = Array.from({ length: mostPeople }, (_, index) => {
    const count = index + 1
    return html`<option value="${String(count)}" ${people === String(count) ? html`selected` : nothing}>
      ${t('step.people.count', { count })}
    </option>`
  })
  return field({
    id: 'people',
    label: texts.people,
    error: errors.people,
    mark: texts.errorMark,
    control: (described) =>
      html`<select id="people" name="people" ${described}>
        <option value="">${texts.choose}</option>
        ${options}
      </select>`,
  })
}

/** Label, hint and error belong to their control for eyes and ears alike. */
function field(part: {
  id: keyof Errors
  label: string
  hint?: string
  error: string | undefined
  mark: string
  control: (described: Html) => Html
}): Html {
  const { id, label, hint, error, mark, control } = part
  const notes = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ')
  const described = html`aria-required="true" ${notes ? html`aria-describedby="${notes}"` : nothing}
  ${error ? html`aria-invalid="true"` : nothing}`
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${error ? html`<p class="error" id="${id}-error"><b>${mark}</b> ${error}</p>` : nothing} ${control(described)}
  </div>`
}

/** Where a keyboard and a screen reader begin when something is wrong. */
function summary(texts: FormTexts, errors: Errors): Html {
  const fields = (['name', 'birthday', 'people'] as const).filter((id) => errors[id] !== undefined)
  return html`<div class="errors" role="alert" tabindex="-1" autofocus>
    <h3>${texts.errors}</h3>
    <ul>
      ${fields.map((id) => html`<li><a href="#${id}">${texts[id]}</a></li>`)}
    </ul>
  </div>`
}

export function wholePage({ language, texts, style }: Look, title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="${language}" dir="${direction(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${texts.office}</title>
        <link rel="stylesheet" href="${style}" />
      </head>
      <body>
        <header class="bar">
          <div class="column"><h1>${texts.office}</h1></div>
        </header>
        <main class="column">${body}</main>
      </body>
    </html> `.markup
}
