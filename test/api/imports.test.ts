import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { groups } from '#api/routes.ts'
import { largestUpload } from '#api/imports/uploaded.ts'
import { knownTools } from '#reports/import/known-tools.ts'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { row, table } from '../reports/import/exports.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now: new Date('2026-11-24T08:00:00Z'), routes: groups.imports })
})
afterAll(() => desk.close())

type Headers = Record<string, string>

const headersOf = ({ cookie, csrf }: { cookie: string; csrf: string }): Headers => ({
  cookie,
  'sec-fetch-site': 'same-origin',
  'x-csrf-token': csrf,
})

async function manager() {
  const hired = await desk.hires('manager')
  return { headers: headersOf(hired), sends: hired.sends, reads: hired.gets }
}

async function sends(headers: Headers, path: string, file: string | Buffer, type = 'application/octet-stream') {
  const answer = await desk.server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { host: 'localhost', 'content-type': type, ...headers },
    payload: file,
  })
  const isJson = answer.headers['content-type']?.toString().startsWith('application/json') ?? false
  return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, type: answer.headers['content-type'] }
}

const file = table(row('1'), row('2', { status: 'Nicht erschienen' }), row('3', { minutes: '-20', service: '=1+1' }))

test('a manager checks a file, imports it, sees it in the list and takes it out again', async () => {
  const { headers, sends: asks, reads } = await manager()
  const preview = await sends(headers, '/imports/preview?fileName=a.csv', file)
  expect(preview).toMatchObject({
    status: 200,
    body: {
      outcome: 'read',
      tool: 'terminkalender',
      fresh: 2,
      known: 0,
      bad: 1,
      departments: { asylum: { visits: 2, attended: 1, noShow: 1 } },
      badRows: [{ line: 4, column: 'Anliegen', reason: 'In der Zelle steht eine Formel: =1+1' }],
    },
  })
  expect(preview.body.firstRows[0]).toContain('Aushändigung Reiseausweis')
  expect(await desk.database.prisma.importedVisit.count()).toBe(0)

  const id = crypto.randomUUID()
  expect(await sends(headers, `/imports?id=${id}&fileName=a.csv`, file)).toMatchObject({
    status: 200,
    body: { fresh: 2, bad: 1 },
  })
  expect(await sends(headers, `/imports?id=${id}&fileName=a.csv`, file)).toMatchObject({
    status: 409,
    body: { error: { code: 'import-exists' } },
  })
  expect(await reads(`/imports/${id}`)).toMatchObject({ status: 200, body: { rows: 2, bad: 1, fileName: 'a.csv' } })
  expect((await reads('/imports')).body).toMatchObject({
    imports: [{ id }],
    mappings: [{ name: 'terminkalender' }, { name: 'ukraine-termintool' }],
  })
  expect(await asks('POST', `/imports/${id}/undo`, {})).toMatchObject({ status: 200, body: { rows: 2 } })
  expect(await asks('POST', `/imports/${id}/undo`, {})).toMatchObject({
    status: 409,
    body: { error: { code: 'undone-before' } },
  })
  expect(await desk.database.prisma.importedVisit.count()).toBe(0)
  const deeds = await desk.database.prisma.auditEntry.findMany({ where: { subject: id }, orderBy: { id: 'asc' } })
  expect(deeds).toMatchObject([
    { deed: 'import-file', facts: { rows: 2, known: 0, bad: 1 } },
    { deed: 'undo-import', facts: { rows: 2 } },
  ])
})

test('the bad rows are downloaded as a file without formulas, and nothing of what was sent is kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'terminlotse-uploads-'))
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })
  const { headers } = await manager()
  const answer = await sends(headers, '/imports/bad-rows?fileName=a.csv', file)
  expect(answer.type).toContain('text/csv')
  expect(answer.body).toContain('4;Anliegen;In der Zelle steht eine Formel: =1+1;3;Asylrecht;"\'=1+1";')
  const named = { ...headers, 'idempotency-key': 'the-same' }
  expect((await sends(named, '/imports/bad-rows?fileName=a.csv', file)).body).toBe(answer.body)
  expect((await sends(named, '/imports/bad-rows?fileName=a.csv', table(row('9')))).body).not.toBe(answer.body)
  expect(readdirSync(folder)).toEqual([])
})

test('a table of an unknown tool comes back with its columns, and is read once they are mapped', async () => {
  const { headers, sends: asks } = await manager()
  const other = 'Nr,Beginn,Stand\n1,2023-11-06 10:00,da\n2,2023-11-06 10:20,weg\n'
  const unknown = await sends(headers, '/imports/preview?fileName=b.csv', other)
  expect(unknown).toMatchObject({
    status: 200,
    body: {
      outcome: 'unknown',
      columns: [{ name: 'Nr', values: ['1', '2'] }, { name: 'Beginn' }, { name: 'Stand', values: ['da', 'weg'] }],
    },
  })
  const mapping = {
    origin: 'other',
    columns: { number: 'Nr', start: 'Beginn', status: 'Stand' },
    status: { da: 'attended', weg: 'no_show' },
    fixed: { department: 'general', minutes: 20 },
  }
  expect(await asks('PUT', '/import-mappings/other', { mapping })).toMatchObject({ status: 200 })
  expect(await asks('PUT', '/import-mappings/other', { mapping: { ...mapping, columns: {} } })).toMatchObject({
    status: 422,
    body: { error: { code: 'mapping-incomplete' } },
  })
  expect(await sends(headers, '/imports/preview?fileName=b.csv', other)).toMatchObject({
    body: { tool: 'other', fresh: 2 },
  })
  expect(await sends(headers, '/imports/preview?fileName=b.csv&mapping=nobodys', other)).toMatchObject({
    status: 422,
    body: { error: { code: 'unknown-mapping' } },
  })
})

test('names that JavaScript knows of are no mappings', async () => {
  const { headers } = await manager()
  for (const name of ['constructor', '__proto__', 'toString'])
    expect(await sends(headers, `/imports/preview?fileName=a.csv&mapping=${name}`, file)).toMatchObject({ status: 422 })
})

test('what is no export is refused with a sentence; what is no file, or too big, too', async () => {
  const { headers, sends: asks } = await manager()
  expect(await sends(headers, '/imports/preview?fileName=x.csv', Buffer.from('%PDF-1.7\n'))).toMatchObject({
    status: 422,
    body: {
      error: {
        code: 'import-refused',
        message: 'Die Datei wurde nicht gelesen. Das ist keine Tabelle. Erwartet wird CSV.',
      },
    },
  })
  expect(await asks('POST', '/imports/preview?fileName=x.csv', {})).toMatchObject({
    status: 422,
    body: { error: { code: 'no-file' } },
  })
  expect(await sends(headers, '/imports/preview?fileName=x.csv', Buffer.alloc(largestUpload + 1, 'x'))).toMatchObject({
    status: 413,
    body: { error: { code: 'file-too-large' } },
  })
  expect(await sends(headers, '/import-mappings/x', 'x')).toMatchObject({ status: 404 })
  expect(await sends(headers, `/imports/${crypto.randomUUID()}/undo`, 'x')).toMatchObject({ status: 415 })
})

test('it is for managers and administrators of the whole office alone', async () => {
  for (const [role, place, status] of [
    ['administrator', {}, 200],
    ['manager', { departmentId: 'asylum' }, 403],
    ['clerk', {}, 403],
    ['auditor', {}, 403],
  ] as const) {
    const member = await desk.hires(role, place)
    expect((await sends(headersOf(member), '/imports/preview?fileName=a.csv', file)).status, role).toBe(status)
  }
  expect((await sends({}, '/imports/preview?fileName=a.csv', file)).status).toBe(401)
  expect(Object.keys(knownTools)).toHaveLength(2)
})
