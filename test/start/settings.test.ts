import { expect, test } from 'vitest'
import { readConfig } from '#config.ts'
import { terminlotse, terminlotseAlone } from './terminlotse.ts'

test('without any setting it serves this machine only, with the built-in database', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    dataDir: './data',
    databaseUrl: undefined,
    role: 'all',
    reminderHours: [72, 24],
  })
})

test('every wrong setting is listed at once, each with its remedy, and nothing starts', async () => {
  const { code, stderr, stdout } = await terminlotse('start', {
    PORT: '70000',
    PUBLIC_URL: 'termine.example.de',
    DATABASE_URL: 'mysql://localhost/office',
    SECRET_KEY: 'short',
    EMBED_ORIGINS: 'https://rathaus.example.de, rathaus',
    TELEGRAM_BOT_TOKEN: 'token',
    TELEGRAM_API_ROOT: 'nowhere',
    TELEGRAM_MODE: 'pigeon',
    SMTP_URL: 'mail.example.de:587',
    MAIL_FROM: 'Termine',
    REMINDER_HOURS: '72,soon',
    WEBHOOK_PRIVATE_HOSTS: 'crm.intern, http://crm',
    LOG_LEVEL: 'loud',
    ROLE: 'chief',
  })
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr.trim().split('\n  ')).toEqual([
    'These settings are wrong:',
    'PORT must be a number from 0 to 65535',
    'PUBLIC_URL must be an address without a path, such as https://termine.example.de',
    'DATABASE_URL must look like postgres://user:password@host:5432/database',
    'SECRET_KEY must have at least 32 bytes: make one with "openssl rand -base64 32"',
    'EMBED_ORIGINS.1 must be an address without a path, such as https://termine.example.de',
    'TELEGRAM_BOT_TOKEN must look like 123456:ABC…, as @BotFather gave it',
    'TELEGRAM_API_ROOT must be an address such as https://api.telegram.org',
    'TELEGRAM_MODE must be polling or webhook',
    'SMTP_URL must look like smtp://user:password@mail.example.de:587 or smtps://…',
    'MAIL_FROM must look like Termine <termine@example.de>',
    'REMINDER_HOURS.1 must be up to 5 numbers of hours from 1 to 720, such as 72,24',
    'WEBHOOK_PRIVATE_HOSTS.1 must be names or addresses such as crm.intern, without a port',
    'LOG_LEVEL must be debug, info, warn, error or silent',
    'ROLE must be all, web or worker',
  ])
})

test('settings that need each other are asked for together', async () => {
  const { code, stderr } = await terminlotse('start', {
    DATABASE_URL: 'postgres://localhost/office',
    TELEGRAM_MODE: 'webhook',
  })
  expect(code).toBe(2)
  expect(stderr.match(/^ {2}\w+ is missing/gm)).toEqual([
    '  SECRET_KEY is missing',
    '  PUBLIC_URL is missing',
    '  TELEGRAM_WEBHOOK_SECRET is missing',
  ])
})

test('a mail server needs a sender, and the address that its links lead to', async () => {
  const { code, stderr } = await terminlotse('start', { SMTP_URL: 'smtps://mail.example.de' })
  expect(code).toBe(2)
  expect(stderr.match(/^ {2}\w+ is missing/gm)).toEqual(['  MAIL_FROM is missing', '  PUBLIC_URL is missing'])
  const set = { SMTP_URL: 'smtps://a:b@mail.example.de', PUBLIC_URL: 'https://termine.example.de' }
  for (const from of ['termine@example.de', 'Termine <termine@example.de>'])
    expect(readConfig({ ...set, MAIL_FROM: from }).mail).toEqual({ smtpUrl: set.SMTP_URL, from })
  expect(() => readConfig({ ...set, MAIL_FROM: 'Termine <a@example.de>\r\nBcc: b@example.de' })).toThrow('MAIL_FROM')
})

const bot = { TELEGRAM_BOT_TOKEN: '1:a' }

test.each(['http://termine.example.de', 'https://termine', 'https://localhost:3000', 'https://127.0.0.1'])(
  'with a bot PUBLIC_URL is an address that Telegram takes in a button, which %s is not',
  async (address) => {
    const { code, stderr } = await terminlotse('start', { ...bot, PUBLIC_URL: address })
    expect(code).toBe(2)
    expect(stderr.trim().split('\n  ').slice(1)).toEqual([
      expect.stringMatching(/^PUBLIC_URL must begin with https: and name a host with a dot, such as https:/),
    ])
    const webhook = { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'x' }
    expect(() => readConfig({ ...bot, ...webhook, PUBLIC_URL: address })).toThrow('PUBLIC_URL must begin with https:')
    // Without a bot it may be anything, and so with a Bot API server of one's own.
    expect(readConfig({ PUBLIC_URL: address }).publicUrl).toBe(address)
    const own = { TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' }
    for (const mode of [{}, webhook])
      expect(readConfig({ ...bot, ...own, ...mode, PUBLIC_URL: address }).publicUrl).toBe(address)
  },
)

test('an empty setting counts as absent', () => {
  expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: undefined, port: 3000 })
})

test('an unknown command, an unknown option and a wrong value are usage errors', async () => {
  const [command, option, value] = await Promise.all([
    terminlotseAlone('serve', {}),
    terminlotse('check --fast', {}),
    terminlotse('slots open --days many', {}),
  ])
  expect([command.code, option.code, value.code]).toEqual([2, 2, 2])
  expect(command.stderr).toContain('There is no command "serve"')
  expect(option.stderr).toContain('Usage: terminlotse check')
  expect(value.stderr).toContain('--days must be a number')
})

test('a provider is set wholly or not at all, and only over https or on this machine', () => {
  const wrong = (environment: Record<string, string>) => () => readConfig(environment)
  const whole = { OIDC_ISSUER: 'https://login.example.de/office', OIDC_CLIENT_ID: 'desk', OIDC_CLIENT_SECRET: 'x' }
  expect(readConfig(whole).oidc).toEqual({ issuer: whole.OIDC_ISSUER, clientId: 'desk', clientSecret: 'x' })
  expect(readConfig({}).oidc).toBeUndefined()
  expect(wrong({ OIDC_ISSUER: whole.OIDC_ISSUER })).toThrow(
    /OIDC_CLIENT_ID is missing[^]*OIDC_CLIENT_SECRET is missing/,
  )
  expect(wrong({ ...whole, OIDC_ISSUER: 'http://login.example.de' })).toThrow('must begin with https://')
  expect(readConfig({ ...whole, OIDC_ISSUER: 'http://127.0.0.1:4000' }).oidc?.issuer).toBe('http://127.0.0.1:4000')
})
