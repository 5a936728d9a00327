import { expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from '#database.ts'
import { databaseReadiness } from '#http/readiness.ts'
import { freshDatabase } from '../database/fresh-database.ts'
import { httpServer } from './http-server.ts'

test('who can reach the database is ready', async () => {
  const database = await freshDatabase()
  onTestFinished(() => database.close())
  const server = await serving(databaseReadiness(database))
  const answer = await server.inject('/health/ready')
  expect({ status: answer.statusCode, body: answer.json() }).toEqual({ status: 200, body: { status: 'ready' } })
})

// On a machine that is busy with other things it may need another try.
test('who cannot is not ready, says why within 3 seconds, and is alive nevertheless', { retry: 2 }, async () => {
  const database = openDatabase('postgres://localhost:1/office')
  onTestFinished(() => database.close())
  const server = await serving(databaseReadiness(database))
  const asked = Date.now()
  const answer = await server.inject('/health/ready')
  expect(Date.now() - asked).toBeLessThan(3000)
  expect({ status: answer.statusCode, body: answer.json() }).toEqual({
    status: 503,
    body: { status: 'not ready', reason: 'The database does not answer' },
  })
  expect((await server.inject('/health/live')).json()).toEqual({ status: 'live' })
})

test('a database that refuses us counts as away', async () => {
  const url = new URL(inject('server').url)
  url.pathname = '/there_is_no_such_office'
  const database = openDatabase(url.href)
  onTestFinished(() => database.close())
  const server = await serving(databaseReadiness(database))
  expect((await server.inject('/health/ready')).statusCode).toBe(503)
})

test('what is amiss although people are served is noted', async () => {
  const server = await serving(async () => ({ isReady: true, notes: ['Telegram does not answer'] }))
  const answer = await server.inject('/health/ready')
  expect({ status: answer.statusCode, body: answer.json() }).toEqual({
    status: 200,
    body: { status: 'ready', notes: ['Telegram does not answer'] },
  })
})

async function serving(readiness: NonNullable<Parameters<typeof httpServer>[0]>['readiness']) {
  const { server } = await httpServer(readiness && { readiness })
  onTestFinished(() => server.close())
  return server
}
