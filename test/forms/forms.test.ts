import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '#conversation/one-time.ts'
import { retain } from '#privacy/retain.ts'
import { Language, loadTexts } from '#texts.ts'
import { openOffice } from '../stories/open-office.ts'
import { person } from '../stories/person.ts'
import { talkLine } from '../stories/talk-line.ts'
import { buttonOf, submitForm } from './submit-form.ts'

let office: Awaited<ReturnType<typeof openOffice>>
const reach = {
  publicUrl: 'https://termine.example.de',
  telegramBot: () => 'neuss_termin_bot',
  privateForms: ['telegram' as const],
}
beforeAll(async () => {
  office = await openOffice((database) => database, { reach })
})
afterAll(() => office.close())

const speak = loadTexts()
const good = { name: 'Олена Коваленко', birthday: '24.08.1991', people: '2' }

async function openPage(language: Language = 'de', step = 'name') {
  const line = await talkLine(office, { language })
  const user = person(line, language)
  await user.listens()
  await user.goesTo(step)
  const token = user.form?.token ?? ''
  return { user, line, token, url: `${office.origin}/f/${token}` }
}

describe('the page', () => {
  it.each(Language.options)('speaks the language of the conversation: %s', async (language) => {
    const { url } = await openPage(language)
    const answer = await fetch(url, { headers: { 'accept-language': language === 'de' ? 'en' : 'de' } })
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
    expect(page).toContain(speak(language)('step.people.count', { count: 3 }))
    expect(page).not.toContain('<script')
  })

  it('is kept nowhere, framed nowhere, names nobody as its referrer and runs no script', async () => {
    const { headers } = await fetch((await openPage()).url)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('script-src')
  })

  it('can be opened again before it is sent, and says afterwards that it was used', async () => {
    const { url, user } = await openPage()
    for (const _ of [1, 2]) expect((await fetch(url)).status).toBe(200)
    const sent = await submitForm(url, good)
    expect(sent.status).toBe(303)
    expect(sent.headers.get('cache-control')).toBe('no-store')
    const page = await (await fetch(new URL(sent.headers.get('location') ?? '', url))).text()
    expect(page).toContain('Ihre Angaben sind angekommen')
    expect(page).toContain('href="https://t.me/neuss_termin_bot"')
    expect(page).not.toContain('<form')
    await user.listens()
    user.isAsked('confirm')
  })

  it('keeps what was typed and says beside each field what is wrong', async () => {
    const { url, user } = await openPage()
    const answer = await submitForm(url, { name: '<b>"1"</b>', birthday: '31.02.1990', people: '' })
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain('value="&lt;b&gt;&quot;1&quot;&lt;/b&gt;"')
    expect(page).not.toContain('<b>"1"')
    expect(page).toContain('value="31.02.1990"')
    for (const text of ['step.name.not-a-name', 'step.dateOfBirth.impossible', 'step.people.again'] as const)
      expect(page).toContain(speak('de')(text))
    expect(page).toContain('aria-invalid="true"')
    expect(page).toMatch(/<title>Fehler:/)
    await user.listens()
    expect(user.heard).toEqual([])
    expect((await submitForm(url, good)).status).toBe(303)
  })

  it('shows what is booked and books it with its button, also after something was wrong', async () => {
    const { url, user } = await openPage()
    const page = await (await fetch(url)).text()
    for (const label of ['department', 'service', 'location', 'time'] as const)
      expect(page).toContain(`<dt>${speak('de')(`label.${label}`)}</dt>`)
    expect(page).toContain('Oberstraße 91, 41460 Neuss')
    expect(page).toContain(speak('de')('confirm.book'))
    const button = await buttonOf(url)
    const wrong = await submitForm(url, { ...good, ...button, people: '99' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain(`value="${button['confirms']}"`)
    expect((await submitForm(url, { ...good, name: 'Bettina Bucht', ...button })).status).toBe(303)
    await user.listens()
    expect(user.heard.find((each) => each.booked)).toBeDefined()
    user.isAsked('menu')
  })

  it('books nothing with a button that is not its own', async () => {
    const { url, user } = await openPage()
    expect((await submitForm(url, { ...good, confirms: '00000000' })).status).toBe(303)
    await user.listens()
    user.isAsked('confirm')
  })

  it('reads dates and numbers as the chat does', async () => {
    const { url, user } = await openPage('ar')
    expect((await submitForm(url, { name: 'سارة العلي', birthday: '٢٤/٠٨/١٩٩١', people: '٣' })).status).toBe(303)
    await user.listens()
    user.isAsked('confirm')
    user.sees(user.t('step.people.count', { count: 3 }))
  })

  it('asks for the date of birth alone when a code opens an appointment', async () => {
    const { user, line } = await openPage('de', 'menu')
    await user.taps(user.t('menu.code'))
    await user.says('BCDF-2345')
    const url = `${office.origin}/f/${user.form?.token}`
    expect(await (await fetch(url)).text()).not.toContain('id="name"')
    expect((await submitForm(url, { birthday: 'gestern' })).status).toBe(422)
    expect((await submitForm(url, { birthday: '24.08.1991' })).status).toBe(303)
    expect((await line.hear()).at(-1)?.step).toBe('code')
  })
})

describe('once', () => {
  it('counts what was sent first, and says so to whoever sends again', async () => {
    const { url, user } = await openPage()
    await submitForm(url, good)
    const again = await submitForm(url, { ...good, people: '9' })
    expect(again.status).toBe(409)
    expect(await again.text()).toContain('Es gilt, was zuerst abgeschickt wurde')
    await user.listens()
    user.sees(user.t('step.people.count', { count: 2 }))
  })

  it('lets one of ten sendings at once through', async () => {
    const { url, user } = await openPage()
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await submitForm(url, good)).status))
    expect(statuses.toSorted()).toEqual([303, ...Array.from({ length: 9 }, () => 409)])
    await user.listens()
    expect(user.heard).toHaveLength(1)
  })

  it('ends after 15 minutes by the database’s clock, whatever ours says', async () => {
    const { url, token, user } = await openPage()
    office.clock.now = new Date(Date.now() + 60 * 60 * 1000)
    expect((await fetch(url)).status).toBe(200)
    office.clock.now = new Date()
    await age(token, '14 minutes 59 seconds')
    expect((await fetch(url)).status).toBe(200)
    await age(token, '2 seconds')
    const late = await fetch(url)
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('Diese Seite ist abgelaufen')
    expect((await submitForm(url, good)).status).toBe(410)
    await user.listens()
    expect(user.heard).toEqual([])
  })

  async function age(token: string, by: string) {
    await office.database.query({
      name: `age-${by}`,
      text: `UPDATE form_token SET expires_at = expires_at - interval '${by}' WHERE hash = $1`,
      values: [hashToken(token)],
    })
  }
})

describe('nobody else', () => {
  it.each(['x', randomUUID(), 'a'.repeat(43), '%3Cscript%3E', 'a'.repeat(3000)])(
    'finds a page by guessing: %s',
    async (token) => {
      const answer = await fetch(`${office.origin}/f/${token}`, { headers: { 'accept-language': 'uk' } })
      const page = await answer.text()
      expect([404, 414]).toContain(answer.status)
      expect(page).not.toContain('<script>')
      if (token.length < 100) expect(page).toContain('Такої сторінки немає')
      expect([404, 414]).toContain((await submitForm(`${office.origin}/f/${token}`, good)).status)
    },
  )

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
  ] as Record<string, string>[])('sends it from another site: %s', async (headers) => {
    const { url } = await openPage()
    expect((await submitForm(url, good, headers)).status).toBe(403)
    expect((await submitForm(url, good)).status).toBe(303)
  })

  it('takes nothing but a form', async () => {
    const { url } = await openPage()
    const json = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: '[',
    })
    expect(json.status).toBe(400)
    const huge = await submitForm(url, { ...good, name: 'a'.repeat(20_000) })
    expect(huge.status).toBe(413)
    expect(await huge.text()).toContain('Das hat nicht geklappt')
    expect((await submitForm(url, {})).status).toBe(422)
    expect((await submitForm(url, good)).status).toBe(303)
  })

  it('finds the token in the database', async () => {
    const { token } = await openPage()
    for (const table of ['form_token', 'inbox', 'conversation', 'message']) {
      const rows = await office.database.query<{ row: string }>({
        name: `all-${table}`,
        text: `SELECT t::text AS row FROM ${table} t`,
        values: [],
      })
      expect(rows.length).toBeGreaterThan(0)
      const all = rows.map(({ row }) => row).join()
      expect(all).not.toContain(token)
      expect(all).not.toContain(Buffer.from(token).toString('hex'))
    }
  })
})

it('is told a moment to wait when too much comes from one address', async () => {
  const own = await openOffice((database) => database, { reach })
  const answers = await Promise.all(
    Array.from({ length: 130 }, async () => submitForm(`${own.origin}/f/nothing`, good)),
  )
  const limited = answers.filter(({ status }) => status === 429)
  expect(limited.length).toBe(10)
  expect(limited[0]?.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(await limited[0]?.text()).toContain('Bitte warten Sie einen Moment')
  await own.close()
})

it('forgets its pages with the conversation', async () => {
  const { user, line, token } = await openPage()
  await user.taps(user.t('menu.stop'))
  await user.taps(user.t('menu.erase'))
  await user.tapsFirst()
  const left = await office.database.query({
    name: 'forms-left',
    text: 'SELECT 1 FROM form_token WHERE conversation_id = $1',
    values: [line.conversationId],
  })
  expect(left).toEqual([])
  expect((await fetch(`${office.origin}/f/${token}`)).status).toBe(404)
})

it('keeps no trace of pages and codes two days after they ran out', async () => {
  const { user, line } = await openPage()
  await user.taps(user.t('menu.stop'))
  await user.taps(user.t('menu.webchat'))
  const count = async () => {
    const [row] = await office.database.query<{ pages: number; codes: number }>({
      name: 'links-left',
      text: `SELECT (SELECT count(*) FROM form_token WHERE conversation_id = $1) AS pages,
                    (SELECT count(*) FROM transfer WHERE conversation_id = $1) AS codes`,
      values: [line.conversationId],
    })
    return row
  }
  await retain(office.database, { now: new Date(Date.now() + 47 * 60 * 60 * 1000) })
  expect(await count()).toEqual({ pages: 1, codes: 1 })
  await retain(office.database, { now: new Date(Date.now() + 49 * 60 * 60 * 1000) })
  expect(await count()).toEqual({ pages: 0, codes: 0 })
})
