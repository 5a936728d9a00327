import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Config } from '#config.ts'
import { readLocaleFiles } from '#locale-file.ts'
import { Language, type Speak } from '#texts.ts'
import { preferredLanguage } from '#web/preferred-language.ts'
import { FormTexts } from './form-texts.ts'
import { isOwnPage } from './is-own-page.ts'
import { decidingPage, type Look, notePage } from './page.ts'
import { send } from './send-page.ts'
import { readStyle } from './style.ts'

/** What the links of a letter lead to: the address that it went to. */
type ContactOfLetter = { state: 'open' | 'confirmed' | 'expired'; language: string }

type Parts = {
  config: Pick<Config, 'publicUrl'>
  speak: Speak
  find(token: string): Promise<ContactOfLetter | undefined>
  confirm(token: string): Promise<{ outcome: 'confirmed' | 'gone' }>
  end(token: string): Promise<void>
}

const limited = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } }

/**
 * Where the links of a letter lead: /m/<token> confirms an address, /m/<token>/off deletes it. Mail servers open links to look at
 * them, so that only a button does it; a mail program's own "unsubscribe" posts there too (RFC 8058).
 */
export function contactPages({ config, speak, find, confirm, end }: Parts): FastifyPluginAsync {
  return async (app) => {
    const textsIn = readLocaleFiles('form', FormTexts)
    const style = readStyle().path
    const look = (language: Language): Look => ({ language, texts: textsIn(language), style })

    app.addContentTypeParser(
      ['application/x-www-form-urlencoded', 'multipart/form-data'],
      { parseAs: 'string', bodyLimit: 4096 },
      async () => ({}),
    )

    app.get('/m/:token', limited, async (request, reply) => {
      const found = await find(tokenOf(request))
      if (found?.state !== 'open')
        return found?.state === 'confirmed' ? confirmed(request, reply, found) : gone(request, reply)
      const t = speak(languageOf(found))
      const page = decidingPage(look(languageOf(found)), {
        title: t('reminders.mail.confirm-subject'),
        text: t('reminders.mail.confirm-text'),
        button: t('reminders.mail.confirm-button'),
      })
      return send(reply, 200, page)
    })

    app.post('/m/:token', limited, async (request, reply) => {
      const found = await find(tokenOf(request))
      if (!found || !isOwnPage(request.headers, config.publicUrl)) return gone(request, reply)
      const { outcome } = await confirm(tokenOf(request))
      return outcome === 'confirmed' ? confirmed(request, reply, found) : gone(request, reply)
    })

    app.get('/m/:token/off', limited, async (request, reply) => {
      const found = await find(tokenOf(request))
      if (!found) return gone(request, reply)
      const t = speak(languageOf(found))
      const page = decidingPage(look(languageOf(found)), {
        title: t('reminders.mail.off-title'),
        text: t('reminders.mail.off-ask'),
        button: t('reminders.mail.off-button'),
      })
      return send(reply, 200, page)
    })

    // A mail program is no page of ours: the token alone lets it do this.
    app.post('/m/:token/off', limited, async (request, reply) => {
      const found = await find(tokenOf(request))
      if (!found) return gone(request, reply)
      await end(tokenOf(request))
      const t = speak(languageOf(found))
      const text = { title: t('reminders.mail.off-title'), text: t('reminders.mail.off-done') }
      return send(reply, 200, notePage(look(languageOf(found)), text))
    })

    function confirmed(_request: FastifyRequest, reply: FastifyReply, found: ContactOfLetter) {
      const language = languageOf(found)
      const t = speak(language)
      const { texts } = look(language)
      const note = { title: t('reminders.mail.confirmed-title'), text: t('reminders.mail.confirmed') }
      return send(reply, 200, notePage(look(language), { ...note, back: { url: '/', label: texts.toChat } }))
    }

    function gone(request: FastifyRequest, reply: FastifyReply) {
      const language = preferredLanguage(request)
      const t = speak(language)
      const { texts } = look(language)
      const note = { title: t('reminders.mail.gone-title'), text: t('reminders.mail.gone') }
      return send(reply, 404, notePage(look(language), { ...note, back: { url: '/', label: texts.toChat } }))
    }
  }
}

function languageOf({ language }: ContactOfLetter): Language {
  return Language.catch('de').parse(language)
}

const OfToken = z.object({ token: z.string() })

function tokenOf({ params }: FastifyRequest): string {
  return OfToken.parse(params).token
}
