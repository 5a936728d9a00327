import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import type { WhatToBring } from '#conversation/what-to-bring.ts'
import { readLocaleFiles } from '#locale-file.ts'
import type { Language, Speak } from '#texts.ts'
import { preferredLanguage } from '#web/preferred-language.ts'
import { FormTexts } from './form-texts.ts'
import { documentsPage, type Look, notePage } from './page.ts'
import { send } from './send-page.ts'
import { readStyle } from './style.ts'

type Parts = {
  speak: Speak
  find: (wish: { checkInCode: string; language: Language }) => Promise<WhatToBring | undefined>
}

/**
 * What to bring, at /d/<check-in code>: it would tell somebody else's messenger what people come for, so that the chat there
 * only leads here. The page names nobody, and is there as long as the appointment is.
 */
export function documents({ speak, find }: Parts): FastifyPluginAsync {
  return async (app) => {
    const textsIn = readLocaleFiles('form', FormTexts)
    const style = readStyle().path

    app.get('/d/:code', { config: { rateLimit: { max: 300, timeWindow: '1 minute' } } }, async (request, reply) => {
      const language = preferredLanguage(request)
      const look: Look = { language, texts: textsIn(language), style }
      const { code: checkInCode } = z.object({ code: z.string() }).parse(request.params)
      const found = await find({ checkInCode, language })
      if (found) return send(reply, 200, documentsPage(look, { ...found, speak }))
      return send(reply, 404, notePage(look, { title: look.texts.unknownTitle, text: look.texts.unknown }))
    })
  }
}
