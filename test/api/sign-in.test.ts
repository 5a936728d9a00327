import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { inviteFirstAdministrator } from '#staff/first-administrator.ts'
import { codeAt } from '../staff/totp-app.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

const password = 'der rote Hund bellt leise'
const minute = 60_000

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now: new Date('2026-12-14T08:00:00Z') })
})
afterAll(() => desk.close())

const own = { 'sec-fetch-site': 'same-origin' }
const post = (path: string, body: Record<string, unknown>, headers = {}) =>
  desk.asks('POST', path, { ...own, ...headers }, body)
const later = (milliseconds: number) => (desk.clock.now = new Date(desk.clock.now.getTime() + milliseconds))

/** An administrator invites; resolves to what stands behind the # of the link. */
async function invites(email: string, roles = [{ role: 'clerk', departmentId: null, locationId: null }]) {
  const administrator = await desk.hires('administrator')
  const { status, body } = await administrator.sends('POST', '/staff', { name: 'Anna Beispiel', email, roles })
  expect(status).toBe(200)
  return { id: String(body.id), token: new URL(body.invitation.link).hash.slice(1), administrator }
}

/** Opens an invitation and accepts it as the page does. */
async function accepts(token: string, wish: Record<string, unknown> = {}) {
  const { body: opened } = await post('/invitations/open', { token })
  const { secret, sealed } = opened.totp
  const answer = await post('/invitations/accept', {
    token,
    sealed,
    password,
    code: codeAt(secret, desk.clock.now),
    ...wish,
  })
  return { secret: String(secret), answer, cookie: String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '' }
}

let people = 0
/** Somebody with a password and an app, a minute after they got them. */
async function member() {
  people += 1
  const email = `anna.${people}@example.org`
  const { id, token, administrator } = await invites(email)
  const { secret, answer, cookie } = await accepts(token)
  later(minute)
  const enters = (wish: Record<string, unknown> = {}, headers = {}) =>
    post('/sign-in', { email, password, code: codeAt(secret, desk.clock.now), ...wish }, headers)
  return { id, email, secret, cookie, administrator, enters, recoveryCodes: answer.body.recoveryCodes as string[] }
}

const cookieOf = ({ headers }: { headers: Record<string, unknown> }) =>
  String(headers['set-cookie']).split(';')[0] ?? ''
const me = async (cookie: string) => (await desk.asks('GET', '/me', { ...own, cookie })).status

describe('the first start', () => {
  it('gives a link for the first administrator, and a fresh one at each start, until somebody has a password', async () => {
    const office = await openDesk({ now: desk.clock.now })
    onTestFinished(() => office.close())
    const first = (await inviteFirstAdministrator(office.database, office.clock.now)) ?? ''
    const second = (await inviteFirstAdministrator(office.database, office.clock.now)) ?? ''
    expect(second).not.toBe(first)
    const ask = (path: string, body: Record<string, unknown>) => office.asks('POST', path, own, body)
    expect((await ask('/invitations/open', { token: first })).status, 'the earlier one').toBe(404)
    const { body } = await ask('/invitations/open', { token: second })
    expect(body).toMatchObject({ isFirst: true, name: '', email: '' })
    const { sealed, secret } = body.totp
    const accepting = { token: second, sealed, password, code: codeAt(secret, office.clock.now) }
    expect((await ask('/invitations/accept', accepting)).body.error.code).toBe('who-is-missing')
    const who = { name: 'Ada Admin', email: 'Ada@Example.org' }
    const accepted = await ask('/invitations/accept', { ...accepting, ...who })
    expect(accepted.status).toBe(200)
    const { body: known } = await office.asks('GET', '/me', { ...own, cookie: cookieOf(accepted) })
    expect(known).toMatchObject({ name: 'Ada Admin', email: 'ada@example.org', roles: [{ role: 'administrator' }] })
    expect(await inviteFirstAdministrator(office.database, office.clock.now)).toBeUndefined()
  })

  it('ends its link when another administrator was quicker', async () => {
    const office = await openDesk({ now: desk.clock.now })
    onTestFinished(() => office.close())
    const token = (await inviteFirstAdministrator(office.database, office.clock.now)) ?? ''
    const boss = await office.hires('administrator')
    const roles = [{ role: 'administrator', departmentId: null, locationId: null }]
    const added = await boss.sends('POST', '/staff', { name: 'Bea', email: 'bea@example.org', roles })
    const theirs = new URL(added.body.invitation.link).hash.slice(1)
    const { body } = await office.asks('POST', '/invitations/open', own, { token: theirs })
    const { sealed, secret } = body.totp
    const code = codeAt(secret, office.clock.now)
    await office.asks('POST', '/invitations/accept', own, { token: theirs, sealed, password, code })
    expect((await office.asks('POST', '/invitations/open', own, { token })).status).toBe(404)
  })
})

describe('an invitation', () => {
  it('lets somebody in once, and is then used', async () => {
    const { token } = await invites('einmal@example.org')
    const { answer, cookie } = await accepts(token)
    expect(answer.status).toBe(200)
    expect(answer.body.recoveryCodes).toHaveLength(10)
    expect(await me(cookie)).toBe(200)
    const again = await post('/invitations/open', { token })
    expect(again).toMatchObject({ status: 410, body: { error: { code: 'invitation-used' } } })
    const race = await invites('zweimal@example.org')
    const both = await Promise.all([accepts(race.token), accepts(race.token)])
    expect(both.map(({ answer }) => answer.status).sort()).toEqual([200, 410])
  })

  it('ends after 24 hours, and with a newer one', async () => {
    const { token } = await invites('frist@example.org')
    const began = desk.clock.now
    later(24 * 60 * minute)
    const late = await post('/invitations/open', { token })
    desk.clock.now = began
    expect(late).toMatchObject({ status: 410, body: { error: { code: 'invitation-expired' } } })
    const anna = await member()
    const other = await member()
    await desk.database.prisma.staffRole.create({ data: { staffId: other.id, role: 'administrator' } })
    const boss = await desk.signsIn(other.id)
    const links = [
      await boss.sends('POST', `/staff/${anna.id}/reset`),
      await boss.sends('POST', `/staff/${anna.id}/reset`),
    ]
    const [old = '', fresh = ''] = links.map(({ body }) => new URL(body.invitation.link).hash.slice(1))
    expect((await post('/invitations/open', { token: old })).body.error.code).toBe('invitation-unknown')
    expect((await accepts(fresh)).answer.status).toBe(200)
  })

  it('says which part is wrong, and is not used up by it', async () => {
    const { token } = await invites('teile@example.org')
    const code = async (wish: Record<string, unknown>) => (await accepts(token, wish)).answer.body.error?.code
    expect(await code({ password: 'zu kurz' })).toBe('password-too-short')
    expect(await code({ password: 'Beispiel geht im Wald' })).toBe('password-personal')
    expect(await code({ password: 'passwordpassword' })).toBe('password-breached')
    expect(await code({ code: '000000' })).toBe('wrong-code')
    expect(await code({ sealed: 'AAAA' })).toBe('page-too-old')
    const other = await post('/invitations/open', { token: (await invites('andere@example.org')).token })
    expect(await code({ sealed: other.body.totp.sealed }), 'the secret of another invitation').toBe('page-too-old')
    expect(await code({})).toBeUndefined()
  })
})

describe('signing in', () => {
  it('takes password and code, and gives a new session each time', async () => {
    const anna = await member()
    const first = await anna.enters()
    expect(first.status).toBe(200)
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict$/)
    later(minute)
    const second = await anna.enters({}, { cookie: cookieOf(first) })
    expect(cookieOf(second)).not.toBe(cookieOf(first))
    expect(await me(cookieOf(second))).toBe(200)
    expect(await me(cookieOf(first)), 'the one before ends').toBe(401)
  })

  it('says the same whatever is wrong, also of an account that does not exist, and takes as long', async () => {
    const anna = await member()
    const said = [
      await anna.enters({ password: 'der rote Hund bellt laut' }),
      await anna.enters({ code: '000000' }),
      await anna.enters({ email: 'nobody@example.org' }),
    ]
    for (const { status, body } of said) expect({ status, body }).toEqual({ status: 401, body: said[0]?.body })
    later(minute)
    const time = async (email: string) => {
      const began = performance.now()
      await anna.enters({ email, password: 'der rote Hund bellt laut' })
      return performance.now() - began
    }
    // Deriving takes most of the time: without it an unknown account would be answered in a fraction of it.
    const [known, unknown] = [await time(anna.email), await time('nobody@example.org')]
    expect(unknown).toBeGreaterThan(known / 5)
  })

  it('accepts no code twice', async () => {
    const anna = await member()
    expect((await anna.enters()).status).toBe(200)
    expect((await anna.enters()).status).toBe(401)
    later(minute)
    const both = await Promise.all([anna.enters(), anna.enters()])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  })

  it('accepts a recovery code once, however it is written', async () => {
    const anna = await member()
    const [first = '', second = ''] = anna.recoveryCodes
    expect((await anna.enters({ code: first.toUpperCase().replace('-', ' ') })).status).toBe(200)
    expect((await anna.enters({ code: first })).status).toBe(401)
    expect((await anna.enters({ code: second })).status).toBe(200)
  })

  it('makes an account wait longer after each wrong try, and judges nothing meanwhile', async () => {
    const anna = await member()
    for (let count = 0; count < 5; count++) await anna.enters({ password: 'etwas ganz anderes hier' })
    expect((await anna.enters()).status, 'right, but it waits').toBe(401)
    later(59_000)
    expect((await anna.enters()).status, 'after 59 seconds').toBe(401)
    later(2000)
    expect((await anna.enters({ code: '000000' })).status, 'a sixth').toBe(401)
    later(minute + 1000)
    expect((await anna.enters()).status, 'now it is two minutes').toBe(401)
    later(minute)
    expect((await anna.enters()).status).toBe(200)
    later(minute)
    expect((await anna.enters({ code: '000000' })).status).toBe(401)
    expect((await anna.enters()).status, 'who got in has all tries again').toBe(200)
  })

  it('lets no crowd of tries at once through the pause', async () => {
    const anna = await member()
    const wrong = { password: 'etwas ganz anderes hier' }
    await Promise.all(Array.from({ length: 25 }, (_, n) => anna.enters(wrong, { 'x-forwarded-for': `10.0.0.${n}` })))
    const { failures } = await desk.database.prisma.staff.findUniqueOrThrow({ where: { id: anna.id } })
    expect(failures, 'those that were judged').toBe(5)
  })

  it('is limited per address', async () => {
    const from = { 'x-forwarded-for': '10.9.9.9' }
    const tries = []
    // What is not even a try counts too, and costs no derivation.
    for (let count = 0; count < 31; count++) tries.push(await post('/sign-in', {}, from))
    expect(tries.slice(0, 30).map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 400))
    expect(tries[30]).toMatchObject({ status: 429, body: { error: { code: 'too-many' } } })
    expect(Number(tries[30]?.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('is no way in for another site: nobody is signed in as somebody else', async () => {
    const anna = await member()
    expect((await anna.enters({}, { 'sec-fetch-site': 'cross-site' })).body.error.code).toBe('foreign-page')
  })
})

describe('being signed in', () => {
  it('ends here, or everywhere', async () => {
    const anna = await desk.hires('clerk')
    const elsewhere = await desk.signsIn(anna.id)
    const out = await anna.sends('POST', '/sign-out')
    expect(String(out.headers['set-cookie'])).toMatch(/^terminlotse-desk=;.*Expires=Thu, 01 Jan 1970/)
    expect((await anna.gets('/me')).status).toBe(401)
    expect((await elsewhere.gets('/me')).status).toBe(200)
    const third = await desk.signsIn(anna.id)
    await elsewhere.sends('POST', '/sign-out-everywhere')
    expect((await third.gets('/me')).status).toBe(401)
  })

  it('changes the password for who knows the present one, and ends the other sessions', async () => {
    const anna = await member()
    const here = await desk.signsIn(anna.id)
    const change = (current: string, next: string) => here.sends('POST', '/me/password', { current, password: next })
    expect((await change('something else entirely', 'ein neuer Satz mit Wörtern')).body.error).toMatchObject({
      code: 'wrong-password',
      field: 'current',
    })
    expect((await change(password, 'zu kurz')).body.error).toMatchObject({
      code: 'password-too-short',
      field: 'password',
    })
    expect((await change(password, 'ein neuer Satz mit Wörtern')).status).toBe(200)
    expect((await here.gets('/me')).status).toBe(200)
    expect(await me(anna.cookie), 'the other session').toBe(401)
    expect((await anna.enters()).status, 'the old password').toBe(401)
    later(minute)
    expect((await anna.enters({ password: 'ein neuer Satz mit Wörtern' })).status).toBe(200)
  })

  it('renews the recovery codes for who knows the password', async () => {
    const anna = await member()
    const here = await desk.signsIn(anna.id)
    expect((await here.sends('POST', '/me/recovery-codes', { password: 'falsch' })).status).toBe(422)
    const { body } = await here.sends('POST', '/me/recovery-codes', { password })
    expect((await anna.enters({ code: anna.recoveryCodes[0] })).status, 'an old one').toBe(401)
    expect((await anna.enters({ code: body.recoveryCodes[0] })).status).toBe(200)
  })
})

it('keeps no password, code or secret that anybody could read', async () => {
  const anna = await member()
  const row = await desk.database.prisma.staff.findUniqueOrThrow({
    where: { id: anna.id },
    include: { recoveryCodes: true },
  })
  expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  const kept = JSON.stringify(row, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  )
  for (const secret of [password, anna.secret, ...anna.recoveryCodes]) expect(kept).not.toContain(secret)
  expect(desk.lines.join('\n')).not.toContain(anna.email)
})
