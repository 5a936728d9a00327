import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type PublicDraw, publishDraw } from '#appointments/draws/publish-draw.ts'
import type { Office } from '#appointments/office.ts'
import type { Config } from '#config.ts'
import type { Database } from '#database.ts'
import { FormTexts } from '#forms/form-texts.ts'
import { notePage } from '#forms/page.ts'
import { send } from '#forms/send-page.ts'
import { readStyle } from '#forms/style.ts'
import { readLocaleFiles } from '#locale-file.ts'
import type { Language } from '#texts.ts'
import { preferredLanguage } from '#web/preferred-language.ts'
import { drawPage } from './draw-page.ts'
import { DrawTexts } from './draw-texts.ts'

type Parts = {
  database: Pick<Database, 'query'>
  config: Pick<Config, 'publicUrl'>
  office: () => Office
  now: () => Date
}

/** The public pages of draws at /draws/<id>, and the same for machines at /draws/<id>/draw.json. */
export function draws({ database, config, office, now }: Parts): FastifyPluginAsync {
  return async (app) => {
    const textsIn = readLocaleFiles('draw', DrawTexts)
    const formTextsIn = readLocaleFiles('form', FormTexts)
    const style = readStyle().path

    app.get('/draws/:id', limited, async (request, reply) => {
      const language = preferredLanguage(request)
      const look = { language, texts: formTextsIn(language), style }
      const texts = textsIn(language)
      const draw = await find(request)
      if (!draw) return send(reply, 404, notePage(look, { title: texts.title, text: texts.unknown }))
      const address = `${config.publicUrl ?? `${request.protocol}://${request.host}`}/draws/${draw.id}`
      return send(reply, 200, drawPage(look, { draw, about: aboutOf(draw, language), address, texts }))
    })

    app.get('/draws/:id/draw.json', limited, async (request, reply) => {
      const draw = await find(request)
      void reply.headers({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
      return draw ? reply.send(draw) : reply.code(404).send({ error: { code: 'not-found' } })
    })

    async function find({ params }: FastifyRequest): Promise<PublicDraw | undefined> {
      const asked = z.object({ id: z.uuid() }).safeParse(params)
      return asked.success ? publishDraw(database, { id: asked.data.id, now: now() }) : undefined
    }

    function aboutOf({ departmentId, serviceId, locationId }: PublicDraw, language: Language): string {
      const { departments, locations } = office()
      const department = departments.find(({ id }) => id === departmentId)
      const service = department?.services.find(({ id }) => id === serviceId)
      const location = locations.find(({ id }) => id === locationId)
      return [department, service, location].flatMap((each) => each?.name[language] ?? each?.name.de ?? []).join(' · ')
    }
  }
}

const limited = { config: { rateLimit: { max: 300, timeWindow: '1 minute' } } }
