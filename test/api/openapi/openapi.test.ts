import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadDeskTexts } from '#desk-texts.ts'
import { describeApi, type Groups } from '#api/openapi/describe-api.ts'
import { defineRoute } from '#api/route.ts'
import { groups, routes } from '#api/routes.ts'
import { openDesk, type OpenDesk } from '../desk-office.ts'

const Operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(5),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.record(z.string(), z.unknown())).default([]),
  responses: z.record(z.string(), z.record(z.string(), z.unknown())),
})
const Tree = z.record(z.string(), z.unknown())
const Document = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
})

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

async function published() {
  const answer = await desk.server.inject({ url: '/api/openapi.json' })
  expect(answer.statusCode).toBe(200)
  return answer
}

describe('the description of the API', () => {
  it('is what another reader of OpenAPI 3.1 takes as valid', async () => {
    const validator = new Validator()
    const document = (await published()).json()
    const { valid, errors } = await validator.validate(document)
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('has every route of the table once, with the same id and nothing else', async () => {
    const { paths } = Document.parse((await published()).json())
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    )
    const declared = routes.map(
      ({ id, method, path }) => `${id} ${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    )
    expect(described.toSorted()).toEqual(declared.toSorted())
  })

  it('says who may, with which scope, and what every write of theirs carries', async () => {
    const { paths } = Document.parse((await published()).json())
    expect(paths['/locations/{locationId}/today']?.['get']?.security).toEqual([
      { key: ['visits:read'] },
      { session: [] },
    ])
    expect(paths['/staff']?.['post']?.security).toEqual([{ session: [], csrf: [] }])
    expect(paths['/sign-in']?.['post']?.security).toEqual([])
    expect(paths['/kiosk/arrivals']?.['post']?.security).toEqual([{ device: [], csrf: [] }])
    const named = { $ref: '#/components/parameters/IdempotencyKey' }
    expect(paths['/staff']?.['post']?.parameters).toContainEqual(named)
    expect(paths['/staff']?.['get']?.parameters).not.toContainEqual(named)
  })

  it('names every refusal with its sentence', async () => {
    const { paths } = Document.parse((await published()).json())
    const all: Groups = groups
    for (const [group, members] of Object.entries(all))
      for (const { path, method, refusals = {}, id } of members) {
        const operation = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
        expect(operation?.tags).toEqual([group])
        for (const [code, status] of Object.entries(refusals))
          expect(operation?.responses[status]?.['description'], `${id} ${code}`).toContain(`\`${code}\`: `)
      }
  })

  it('has a sound reference for all that it refers to', async () => {
    const text = (await published()).body
    const document: unknown = JSON.parse(text)
    for (const [, reference = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = reference.split('/').reduce<unknown>((part, name) => Tree.parse(part)[name], document)
      expect(found, reference).toBeDefined()
    }
  })

  it('is compressed, and not sent again while nothing has changed', async () => {
    const { headers, body } = await published()
    const squeezed = await desk.server.inject({ url: '/api/openapi.json', headers: { 'accept-encoding': 'gzip, br' } })
    expect(squeezed.headers['content-encoding']).toBe('br')
    expect(squeezed.rawPayload.length).toBeLessThan(body.length / 5)
    const again = await desk.server.inject({
      url: '/api/openapi.json',
      headers: { 'if-none-match': `${headers.etag}` },
    })
    expect(again.statusCode).toBe(304)
  })

  it('does not come to be for a shape that no schema can say', () => {
    const odd = defineRoute({
      id: 'odd',
      method: 'GET',
      path: '/odd',
      summary: 'What nobody could describe',
      policy: 'public',
      answers: { 200: z.object({ when: z.date() }) },
      run: async () => ({ status: 200, body: { when: new Date() } }),
    })
    expect(() => describeApi({ odd: [odd] }, loadDeskTexts())).toThrow('Date')
  })
})
