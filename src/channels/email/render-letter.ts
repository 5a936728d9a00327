import { calendarFile } from '#channels/attachments/calendar-file.ts'
import { type Html, html, nothing } from '#forms/html.ts'
import type { AppointmentCard } from '#message.ts'
import { answersIn } from '#notices/contacts/letter-answers.ts'
import type { Letter } from '#notices/contacts/way.ts'
import { direction, type Speak } from '#texts.ts'

/** A letter as it is sent. `off` ends all letters, by a link or with one click. */
type Rendered = {
  subject: string
  text: string
  html: string
  calendar: { name: string; content: string } | undefined
  off: string
}

type Button = { label: string; url: string }

/** Each paragraph and each button stands in both forms; the subject says nothing that a lock screen should not show. */
export function renderLetter(
  { language, token, answerToken, messages, news, at }: Letter,
  { publicUrl, speak }: { publicUrl: string; speak: Speak },
): Rendered {
  const t = speak(language)
  const own = `${publicUrl}/m/${token}`
  const off = `${own}/off`
  const isQuestion = messages.length === 0
  const card = messages.findLast(({ appointment }) => appointment)?.appointment
  const isCancelled = messages.some(({ cancelled }) => cancelled)
  const chat: Button = { label: t('reminders.mail.open-button'), url: `${publicUrl}/` }
  const answers = answersIn(messages).map(({ key, label }) => ({ label, url: `${publicUrl}/a/${answerToken}/${key}` }))
  const paragraphs = isQuestion
    ? [t('reminders.mail.confirm-text')]
    : [...messages.map(({ text }) => text).filter(Boolean), ...(card ? [t('reminders.mail.attached')] : [])]
  const buttons = isQuestion
    ? [{ label: t('reminders.mail.confirm-button'), url: own }]
    : card && !isCancelled
      ? [
          ...answers,
          { label: t('reminders.mail.move-button'), url: linkTo(publicUrl, 'move', card) },
          { label: t('reminders.mail.cancel-button'), url: linkTo(publicUrl, 'cancel', card) },
          chat,
        ]
      : [...answers, chat]
  const end = isQuestion ? t('reminders.mail.confirm-ignore') : `${t('reminders.mail.off')} ${off}`
  const office = t('reminders.mail.office')
  const subject = t(isQuestion ? 'reminders.mail.confirm-subject' : `reminders.mail.${news}-subject`)
  const text = [...paragraphs, ...buttons.map(({ label, url }) => `${label}:\n${url}`), '-- ', office, end].join('\n\n')
  const page = html`<!doctype html>
    <html lang="${language}" dir="${direction(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="font: 16px/1.5 sans-serif; max-width: 36em; margin: 0 auto; padding: 16px">
        ${paragraphs.map(paragraph)} ${buttons.map(buttonOf)}
        <p style="font-size: 14px">
          ${office}<br />${isQuestion ? end : html`${t('reminders.mail.off')} <a href="${off}">${off}</a>`}
        </p>
      </body>
    </html>`
  const calendar =
    card && !isCancelled ? { name: `termin-${card.code}.ics`, content: calendarFile(card, { at }) } : undefined
  return { subject, text, html: page.markup, calendar, off }
}

/** The code stands after #, which reaches no server's log. */
function linkTo(publicUrl: string, task: 'move' | 'cancel', { code }: AppointmentCard): string {
  return `${publicUrl}/#a=${task}-${code.replace('-', '')}`
}

function paragraph(text: string): Html {
  const lines = text.split('\n')
  return html`<p dir="auto">${lines.map((line, index) => html`${index === 0 ? nothing : html`<br />`}${line}`)}</p>`
}

function buttonOf({ label, url }: Button): Html {
  return html`<p>
    <a href="${url}" style="display: inline-block; padding: 10px 16px; border: 1px solid #0b5276; color: #0b5276"
      >${label}</a
    >
  </p>`
}
