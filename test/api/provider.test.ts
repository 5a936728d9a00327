import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Account, openProvider } from '../staff/provider.ts'
import { openDesk, type OpenDesk } from './desk-office.ts'

const desk = 'http://127.0.0.1:45678'
const back = `${desk}/api/v1/sign-in/provider/return`
const anna: Account = { sub: 'anna-1', email: 'anna@example.org', email_verified: true }

let provider: Awaited<ReturnType<typeof openProvider>>
let office: OpenDesk
beforeAll(async () => {
  provider = await openProvider({ redirectUri: back })
  office = await openDesk({ settings: { PUBLIC_URL: desk, ...provider.settings } })
})
afterAll(async () => {
  await office.close()
  await provider.close()
})
beforeEach(async () => {
  await office.database.prisma.staff.deleteMany()
  provider.who.account = anna
})

type Jar = Map<string, string>

/** From the button to the address that the provider sends people back to. `jar` is what the browser keeps of ours. */
async function goThere(jar: Jar = new Map(), from = office): Promise<{ jar: Jar; address: URL }> {
  const begun = await from.asks('GET', '/sign-in/provider', { cookie: written(jar) })
  expect(begun.status).toBe(303)
  keep(jar, begun.headers['set-cookie'])
  const theirs: Jar = new Map()
  let address = new URL(String(begun.headers['location']))
  for (let steps = 0; address.origin === provider.issuer && steps < 10; steps++) {
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie: written(theirs) } })
    keep(theirs, answer.headers.getSetCookie())
    address = new URL(answer.headers.get('location') ?? '', address)
  }
  return { jar, address }
}

/** The provider's redirect arrives: from another site, as a browser says it. */
async function comeBack(address: URL, jar: Jar) {
  const path = `${address.pathname}${address.search}`.replace('/api/v1', '')
  const answer = await office.asks('GET', path, { cookie: written(jar), 'sec-fetch-site': 'cross-site' })
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map(String)
  const session = cookies.find((cookie) => cookie.startsWith('terminlotse-desk='))?.split(';')[0]
  return { ...answer, location: String(answer.headers['location']), session }
}

const signIn = async () => {
  const { jar, address } = await goThere()
  return comeBack(address, jar)
}

function keep(jar: Jar, cookies: unknown): void {
  for (const cookie of [cookies ?? []].flat().map(String)) {
    const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/)
    jar.set(name, value)
  }
}

const written = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
const refused = (reason: string) => `/desk/anmeldung?grund=${reason}`

async function account(wish: Record<string, unknown> = {}) {
  const id = crypto.randomUUID()
  await office.database.prisma.staff.create({ data: { id, name: 'Anna', email: anna.email, ...wish } })
  return id
}

describe('signing in through a provider', () => {
  it('lets in who has an account with the verified address, and links it', async () => {
    const id = await account()
    const { location, session = '' } = await signIn()
    expect(location).toBe('/desk')
    const me = await office.asks('GET', '/me', { cookie: session, 'sec-fetch-site': 'same-origin' })
    expect(me).toMatchObject({ status: 200, body: { id } })
    const linked = await office.database.prisma.staff.findUniqueOrThrow({ where: { id } })
    expect(linked.oidcSubject).toBe(`${provider.issuer} anna-1`)
    expect(
      await office.database.prisma.auditEntry.count({ where: { staffId: id, deed: 'return-from-provider' } }),
    ).toBe(1)
  })

  it('knows a linked account by its subject, whatever its address becomes', async () => {
    await account()
    await signIn()
    provider.who.account = { ...anna, email: 'anna.neu@example.org' }
    expect((await signIn()).location).toBe('/desk')
    provider.who.account = { ...anna, sub: 'somebody-else' }
    expect((await signIn()).location, 'the address alone, with another subject').toBe(refused('no-account'))
  })

  it('links anew after it was unlinked, by the verified address and to no other subject', async () => {
    const id = await account()
    await signIn()
    const boss = await office.hires('administrator')
    await office.database.prisma.staff.update({ where: { id: boss.id }, data: { passwordHash: 'x' } })
    await boss.sends('POST', `/staff/${id}/unlink`)
    provider.who.account = { ...anna, sub: 'anna-2', email_verified: false }
    expect((await signIn()).location, 'not verified').toBe(refused('no-account'))
    provider.who.account = { ...anna, sub: 'anna-2' }
    expect((await signIn()).location).toBe('/desk')
    provider.who.account = anna
    expect((await signIn()).location, 'the one before').toBe(refused('no-account'))
  })

  it('ends the session that was open when somebody set out, though its cookie does not come back', async () => {
    const id = await account()
    const earlier = await office.signsIn(id)
    const jar: Jar = new Map()
    keep(jar, earlier.cookie)
    const { address } = await goThere(jar)
    jar.delete('terminlotse-desk')
    const { session = '' } = await comeBack(address, jar)
    expect((await office.asks('GET', '/me', { cookie: session, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await earlier.gets('/me')).status).toBe(401)
  })

  it('leaves a trace where somebody was not let in', async () => {
    const refusals = () => office.database.prisma.auditEntry.findMany({ where: { deed: 'sign-in-refused' } })
    const before = (await refusals()).length
    await signIn()
    const id = await account({ disabledAt: new Date() })
    await signIn()
    expect((await refusals()).slice(before)).toMatchObject([
      { subject: null, facts: { why: 'unknown' } },
      { subject: id, facts: { why: 'disabled' } },
    ])
  })

  it('lets in nobody without an account, with an address that is not verified, or who was disabled', async () => {
    expect((await signIn()).location).toBe(refused('no-account'))
    const id = await account()
    provider.who.account = { ...anna, email_verified: false }
    expect((await signIn()).location, 'not verified').toBe(refused('no-account'))
    provider.who.account = anna
    await office.database.prisma.staff.update({ where: { id }, data: { disabledAt: new Date() } })
    const disabled = await signIn()
    expect(disabled.location).toBe(refused('member-disabled'))
    expect(disabled.session).toBeUndefined()
  })

  it('lets in only the browser that went there: not without its cookie, with another one, nor twice', async () => {
    await account()
    const { jar, address } = await goThere()
    expect((await comeBack(address, new Map())).location, 'no cookie').toBe(refused('provider-refused'))
    const other = await goThere()
    expect((await comeBack(address, other.jar)).location, 'the cookie of another').toBe(refused('provider-refused'))
    const forged = new URL(address)
    forged.searchParams.set('state', 'forged')
    expect((await comeBack(forged, jar)).location, 'a forged state').toBe(refused('provider-refused'))
    const fresh = await goThere()
    expect((await comeBack(fresh.address, fresh.jar)).location).toBe('/desk')
    expect((await comeBack(fresh.address, fresh.jar)).location, 'the same code again').toBe(refused('provider-refused'))
  })
})

describe('a provider that is away', () => {
  it('is asked again later, and passwords go on meanwhile', async () => {
    const port = await freePort()
    const settings = { ...provider.settings, OIDC_ISSUER: `http://127.0.0.1:${port}` }
    const apart = await openDesk({ settings: { PUBLIC_URL: desk, ...settings } })
    try {
      const away = await apart.asks('GET', '/sign-in/provider', {})
      expect(away.headers['location']).toBe(refused('provider-away'))
      expect((await apart.asks('GET', '/sign-in', {})).body).toEqual({ provider: true })
      const nobody = { email: 'nobody@example.org', password: 'x', code: '000000' }
      expect((await apart.asks('POST', '/sign-in', {}, nobody)).status).toBe(401)
      const late = await openProvider({ redirectUri: back, port })
      try {
        const begun = await apart.asks('GET', '/sign-in/provider', {})
        expect(String(begun.headers['location'])).toMatch(
          new RegExp(`^${late.issuer}/auth\\?.*code_challenge_method=S256`),
        )
      } finally {
        await late.close()
      }
    } finally {
      await apart.close()
    }
  })

  it('is not offered where none is set', async () => {
    const apart = await openDesk()
    expect((await apart.asks('GET', '/sign-in', {})).body).toEqual({ provider: false })
    expect((await apart.asks('GET', '/sign-in/provider', {})).headers['location']).toBe(refused('no-provider'))
    await apart.close()
  })
})

async function freePort(): Promise<string> {
  const short = await openProvider({ redirectUri: back })
  await short.close()
  return new URL(short.issuer).port
}
