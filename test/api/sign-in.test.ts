import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { inviteFirstAdministrator } from '#staff/first-administrator.ts'
import { codeAt } from '../staff/totp-app.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

const password = 'der rote Hund bellt leise'
const minute = 60_000

let desk: OpenDesk
beforeAll(async () => {
  desk = await openDesk({ now: new Date('2026-12-14T08:00:00Z'), settings: { LOG_LEVEL: 'info' } })
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
async function accepts(token: string, wish: Record<string, unknown> = {}, from = {}) {
  const { body: opened } = await post('/invitations/open', { token }, from)
  const { secret, sealed } = opened.totp
  const answer = await post(
    '/invitations/accept',
    {
      token,
      sealed,
      password,
      code: codeAt(secret, desk.clock.now),
      ...wish,
    },
    from,
  )
  return { secret: String(secret), answer, cookie: cookieOf(answer), browser: browserOf(answer) }
}

let people = 0
/** Somebody with a password and an app, a minute after they got them. */
async function member() {
  people += 1
  const email = `anna.${people}@example.org`
  const { id, token, administrator } = await invites(email)
  // Limits by address are for whoever comes from one: each has their own.
  const from = { 'x-forwarded-for': `10.9.0.${people}` }
  const { secret, answer, cookie, browser } = await accepts(token, {}, from)
  later(minute)
  const enters = (wish: Record<string, unknown> = {}, headers = {}) =>
    post('/sign-in', { email, password, code: codeAt(secret, desk.clock.now), ...wish }, { ...from, ...headers })
  const recoveryCodes = answer.body.recoveryCodes as string[]
  return { id, email, secret, cookie, browser, administrator, enters, recoveryCodes }
}

const cookieOf = ({ headers }: { headers: Record<string, unknown> }) => cookieNamed(headers, 'terminlotse-desk')
const browserOf = ({ headers }: { headers: Record<string, unknown> }) => cookieNamed(headers, 'terminlotse-browser')
function cookieNamed(headers: Record<string, unknown>, name: string): string {
  const given = [headers['set-cookie'] ?? []].flat().map(String)
  return given.find((cookie) => cookie.startsWith(`${name}=`))?.split(';')[0] ?? ''
}
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
    const given = [first.headers['set-cookie'] ?? []].flat().map(String)
    expect(given).toHaveLength(2)
    for (const cookie of given) expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/)
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

  it('lets no crowd of tries at once through the pause, from one address or from many', async () => {
    const wrong = { password: 'etwas ganz anderes hier' }
    const crowd = async (from: (n: number) => string) => {
      const anna = await member()
      await Promise.all(Array.from({ length: 30 }, (_, n) => anna.enters(wrong, { 'x-forwarded-for': from(n) })))
      return (await desk.database.prisma.staff.findUniqueOrThrow({ where: { id: anna.id } })).failures
    }
    expect(await crowd(() => '10.0.0.1'), 'those that were judged').toBe(5)
    expect(await crowd((n) => `10.0.1.${n}`)).toBe(20)
    expect(await crowd((n) => `2001:db8:0:1:${n}::1`), 'one network of IPv6').toBe(5)
  })

  it('lets a stranger’s failures slow the stranger, not who signs in elsewhere or where they did before', async () => {
    const wrong = { password: 'etwas ganz anderes hier' }
    const [anna, bernd] = [await member(), await member()]
    const stranger = { 'x-forwarded-for': '10.1.0.1' }
    for (let count = 0; count < 6; count++) await anna.enters(wrong, stranger)
    expect((await anna.enters({}, stranger)).status, 'whoever comes from there').toBe(401)
    expect((await anna.enters({}, { 'x-forwarded-for': '10.1.0.2' })).status, 'another address').toBe(200)
    later(minute)
    expect((await anna.enters({}, { ...stranger, cookie: anna.browser })).status, 'their own browser there').toBe(200)
    later(minute)
    for (let count = 0; count < 40; count++) await anna.enters(wrong, { 'x-forwarded-for': `10.2.0.${count}` })
    expect((await anna.enters({}, { 'x-forwarded-for': '10.1.0.2' })).status, 'too many strangers').toBe(401)
    const other = { 'x-forwarded-for': '10.1.0.2', cookie: bernd.browser }
    expect((await anna.enters({}, other)).status, 'a browser that others know').toBe(401)
    expect((await anna.enters({}, { cookie: anna.browser })).status, 'their own browser').toBe(200)
  })

  it('counts the failures in a known browser too, apart from the strangers', async () => {
    const wrong = { password: 'etwas ganz anderes hier' }
    const anna = await member()
    const own = { cookie: anna.browser }
    for (let count = 0; count < 5; count++) await anna.enters(wrong, own)
    expect((await anna.enters({}, own)).status, 'it waits').toBe(401)
    expect((await anna.enters({}, { 'x-forwarded-for': '10.3.0.1' })).status, 'elsewhere').toBe(200)
    later(minute)
    expect((await anna.enters({}, own)).status).toBe(200)
  })

  it('makes a browser known where several people work, and keeps no token that it did not give', async () => {
    const [anna, bernd] = [await member(), await member()]
    const here = browserOf(await bernd.enters({}, { cookie: anna.browser }))
    expect(here, 'one browser, two people').toBe(anna.browser)
    later(minute)
    const planted = `terminlotse-browser=${'x'.repeat(43)}`
    const given = browserOf(await bernd.enters({}, { cookie: planted }))
    expect(given).toMatch(/^terminlotse-browser=[\w-]{43}$/)
    expect(given).not.toBe(planted)
  })

  it('tells who knows everything that the account is disabled, and nobody else', async () => {
    const anna = await member()
    await anna.administrator.sends('POST', `/staff/${anna.id}/disable`)
    expect((await anna.enters({ password: 'etwas ganz anderes hier' })).body.error.code).toBe('wrong-sign-in')
    expect((await anna.enters({ code: '000000' })).body.error.code).toBe('wrong-sign-in')
    const refused = await anna.enters()
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'member-disabled' } } })
    expect(refused.headers['set-cookie']).toBeUndefined()
    expect((await anna.enters()).body.error.code, 'a code counts once').toBe('wrong-sign-in')
  })

  it('leaves a trace where it was refused: whose account it was, never what was typed', async () => {
    const anna = await member()
    const { prisma } = desk.database
    const refusals = () => prisma.auditEntry.findMany({ where: { deed: 'sign-in-refused' }, orderBy: { id: 'desc' } })
    const before = (await refusals()).length
    desk.lines.length = 0
    await anna.enters({ password: 'etwas ganz anderes hier' })
    await anna.enters({ code: '000000' })
    await anna.enters({ email: 'niemand.bekannter@example.org' })
    const found = (await refusals()).slice(0, -before || undefined).toReversed()
    expect(found).toMatchObject([
      { staffId: null, subject: anna.id, facts: { why: 'password' } },
      { staffId: null, subject: anna.id, facts: { why: 'code' } },
      { staffId: null, subject: null, facts: { why: 'unknown' } },
    ])
    const kept = JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    expect(kept + desk.lines.join()).not.toMatch(/niemand|etwas ganz/)
    const events = desk.lines.map((line) => JSON.parse(line))
    expect(events.map(({ event, staffId }) => [event, staffId])).toEqual([
      ['sign-in-refused', anna.id],
      ['sign-in-refused', anna.id],
      ['sign-in-refused', undefined],
    ])
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

describe('a new app for codes', () => {
  it('is set up with the password and its first code, and ends the one before and all other sessions', async () => {
    const anna = await member()
    const here = await desk.signsIn(anna.id)
    expect((await here.sends('POST', '/me/app', { password: 'falsch' })).body.error).toMatchObject({
      code: 'wrong-password',
      field: 'password',
    })
    const begun = await here.sends('POST', '/me/app', { password })
    const { secret, sealed, address, qr } = begun.body.totp
    expect(address).toContain(secret)
    expect(qr.path).toBeTruthy()
    expect((await anna.enters()).status, 'until then the one before counts').toBe(200)
    later(minute)
    const takes = (wish = {}) => here.sends('PUT', '/me/app', { sealed, code: codeAt(secret, desk.clock.now), ...wish })
    expect((await takes({ code: '000000' })).body.error).toMatchObject({ code: 'wrong-code', field: 'code' })
    expect((await takes()).status).toBe(200)
    expect((await here.gets('/me')).status).toBe(200)
    expect(await me(anna.cookie), 'the other session').toBe(401)
    later(minute)
    expect((await anna.enters()).status, 'the app before').toBe(401)
    expect((await anna.enters({ code: codeAt(secret, desk.clock.now) })).status).toBe(200)
    const deeds = await desk.database.prisma.auditEntry.findMany({
      where: { staffId: anna.id },
      orderBy: { id: 'asc' },
    })
    expect(deeds.map(({ deed }) => deed)).toEqual(expect.arrayContaining(['begin-app', 'change-app']))
  })

  it('counts no code of it twice, and comes in time, in the same session and to the same member', async () => {
    const [anna, bernd] = [await member(), await member()]
    const here = await desk.signsIn(anna.id)
    const { secret, sealed } = (await here.sends('POST', '/me/app', { password })).body.totp
    const code = () => codeAt(secret, desk.clock.now)
    const elsewhere = await desk.signsIn(anna.id)
    const other = await desk.signsIn(bernd.id)
    for (const session of [elsewhere, other])
      expect((await session.sends('PUT', '/me/app', { sealed, code: code() })).body.error.code).toBe('app-too-old')
    later(15 * minute)
    expect((await here.sends('PUT', '/me/app', { sealed, code: code() })).body.error.code).toBe('app-too-old')
    const again = (await here.sends('POST', '/me/app', { password })).body.totp
    const first = codeAt(again.secret, desk.clock.now)
    expect((await here.sends('PUT', '/me/app', { sealed: again.sealed, code: first })).status).toBe(200)
    expect((await anna.enters({ code: first })).status, 'the code that set it up').toBe(401)
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
