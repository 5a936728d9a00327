import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Config } from '#config.ts'
import { writeTime, writeWhen } from '#conversation/when.ts'
import { readLocaleFiles } from '#locale-file.ts'
import type { Answerable, Pressed } from '#notices/contacts/answer-letter.ts'
import type { Language, Speak } from '#texts.ts'
import { preferredLanguage } from '#web/preferred-language.ts'
import { FormTexts } from './form-texts.ts'
import { isOwnPage } from './is-own-page.ts'
import { decidingPage, type Look, notePage } from './page.ts'
import { noStore, send } from './send-page.ts'
import { readStyle } from './style.ts'

type Parts = {
  config: Pick<Config, 'publicUrl'>
  speak: Speak
  find(pressed: Pressed): Promise<Answerable | undefined>
  press(pressed: Pressed): Promise<void>
}

const limited = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } }

/**
 * Where the buttons of a letter lead: /a/<token>/<answer>. Mail servers open links to look at them, so that only the button on
 * the page answers. It needs no script and no chat, and says afterwards what came of it.
 */
export function answerPages({ config, speak, find, press }: Parts): FastifyPluginAsync {
  return async (app) => {
    const textsIn = readLocaleFiles('form', FormTexts)
    const style = readStyle().path
    const look = (language: Language): Look => ({ language, texts: textsIn(language), style })

    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4096 },
      async () => ({}),
    )

    app.get('/a/:token/:key', limited, async (request, reply) => {
      const found = await find(pressedIn(request))
      return found ? show(reply, found) : gone(request, reply)
    })

    app.post('/a/:token/:key', limited, async (request, reply) => {
      const found = await find(pressedIn(request))
      if (!found || !isOwnPage(request.headers, config.publicUrl)) return gone(request, reply)
      await press(pressedIn(request))
      // A reload then shows what came of it and presses nothing.
      return noStore(reply).redirect(request.url, 303)
    })

    function show(reply: FastifyReply, found: Answerable) {
      const { language, texts, label, form, state } = found
      const t = speak(language)
      if (state === 'open') {
        const page = { title: t('reminders.mail.answer-title'), text: texts.join('\n\n'), button: label }
        return send(reply, 200, decidingPage(look(language), page))
      }
      const back = form
        ? { url: `/f/${form.token}`, label: t('form.button') }
        : { url: '/', label: textsIn(language).toChat }
      const title = t(`reminders.mail.${state}-title`)
      return send(reply, state === 'answered' ? 200 : 410, notePage(look(language), { title, text: said(found), back }))
    }

    function said({
      language,
      about,
      subject,
      state,
      startsAt,
      hasOther,
      given,
      card,
      heldMinutes,
    }: Answerable): string {
      const t = speak(language)
      const when = startsAt ? writeWhen(startsAt, language) : ''
      if (hasOther) return t('draw.passed', { lot: subject })
      if (state !== 'answered') return t(overs[about])
      const answer = t('reminders.mail.answered', { answer: given?.label ?? '' })
      if (heldMinutes === 0) return [answer, t('hold.expired')].join('\n\n')
      if (heldMinutes !== undefined && startsAt) {
        const held = t('step.time.held', { time: writeTime(startsAt), count: heldMinutes })
        return [answer, held, t('reminders.mail.answered-held')].join('\n\n')
      }
      const followed = follows.find(({ key }) => key === given?.key)
      return [answer, card ?? (followed && t(followed.text, { when })) ?? ''].filter(Boolean).join('\n\n')
    }

    function gone(request: FastifyRequest, reply: FastifyReply) {
      const language = preferredLanguage(request)
      const note = { title: speak(language)('reminders.mail.gone-title'), text: textsIn(language).unknown }
      return send(
        reply,
        404,
        notePage(look(language), { ...note, back: { url: '/', label: textsIn(language).toChat } }),
      )
    }
  }
}

/** What the chat says to these answers. */
const follows = [
  { key: 'decline', text: 'waitlist.declined' },
  { key: 'no', text: 'draw.declined' },
  { key: 'coming', text: 'reminders.says-coming' },
  { key: 'keep', text: 'news.kept' },
] as const

/** What the chat says to an answer that comes too late. */
const overs = {
  offer: 'waitlist.over',
  drawn: 'draw.gone',
  reminder: 'step.appointment.gone',
  moved: 'step.appointment.gone',
} as const

const OfButton = z.object({ token: z.string(), key: z.string() })

function pressedIn({ params }: FastifyRequest): Pressed {
  return OfButton.parse(params)
}
