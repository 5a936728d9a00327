import { z } from 'zod'
import { rules } from '#appointments/rules.ts'
import { Refusal } from '#refusal.ts'

/** Every setting, checked. The environment is read here and nowhere else. */
export type Config = z.output<typeof Settings>

/** Refuses with all wrong settings at once, a line for each. An empty setting counts as absent. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Settings.safeParse(given)
  if (read.success) return read.data
  const lines = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  throw new Refusal(['These settings are wrong:', ...lines].join('\n  '), { code: 2 })
}

const origin = (schemes: string) =>
  z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url !== undefined && schemes.split(' ').includes(url.protocol) && url.pathname === '/' && url.search === '')
      return url.origin
    context.addIssue('must be an address without a path, such as https://termine.example.de')
    return z.NEVER
  })

const hoursBefore = 'must be up to 5 numbers of hours from 1 to 720, such as 72,24'

const Settings = z
  .object({
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
      .default(3000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: origin('http: https:').optional(),
    DATA_DIR: z.string().default('./data'),
    DATABASE_URL: z
      .string()
      .refine(isPostgres, 'must look like postgres://user:password@host:5432/database')
      .optional(),
    SECRET_KEY: z
      .string()
      .refine(
        (key) => Buffer.byteLength(key) >= 32,
        'must have at least 32 bytes: make one with "openssl rand -base64 32"',
      )
      .optional(),
    EMBED_ORIGINS: z
      .string()
      .transform((list) => list.split(',').map((item) => item.trim()))
      .pipe(z.array(origin('http: https:')))
      .default([]),
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:\S+$/, 'must look like 123456:ABC…, as @BotFather gave it')
      .optional(),
    TELEGRAM_API_ROOT: z.url('must be an address such as https://api.telegram.org').default('https://api.telegram.org'),
    TELEGRAM_MODE: z.enum(['polling', 'webhook'], 'must be polling or webhook').default('polling'),
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -')
      .optional(),
    OIDC_ISSUER: z
      .url('must be an address such as https://login.example.de/realms/office')
      .refine(isSafeIssuer, 'must begin with https:// (http only on this machine)')
      .optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    SMTP_URL: z
      .string()
      .refine(isMailServer, 'must look like smtp://user:password@mail.example.de:587 or smtps://…')
      .optional(),
    MAIL_FROM: z
      .string()
      .regex(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must look like Termine <termine@example.de>')
      .optional(),
    REMINDER_HOURS: z
      .string()
      .transform((list) => list.split(',').map((item) => Number(item.trim())))
      .pipe(z.array(z.int(hoursBefore).min(1, hoursBefore).max(720, hoursBefore)).max(5, hoursBefore))
      .default([...rules.reminderHours]),
    WEBHOOK_PRIVATE_HOSTS: z
      .string()
      .transform((list) => list.split(',').map((item) => item.trim().toLowerCase()))
      .pipe(z.array(z.string().refine(isHost, 'must be names or addresses such as crm.intern, without a port')))
      .default([]),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
      .default('info'),
    /** Set by npm for what it starts. */
    npm_lifecycle_event: z.string().optional(),
    ROLE: z.enum(['all', 'web', 'worker'], 'must be all, web or worker').default('all'),
  })
  .check(({ value, issues }) => {
    const missing = (setting: string, reason: string) =>
      issues.push({ code: 'custom', path: [setting], message: reason, input: undefined })
    if (value.DATABASE_URL !== undefined && value.SECRET_KEY === undefined) {
      missing(
        'SECRET_KEY',
        'is missing: with DATABASE_URL set it to the output of "openssl rand -base64 32" and keep it safe',
      )
    }
    const provider = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
    if (provider.some((setting) => value[setting] !== undefined)) {
      for (const setting of provider.filter((setting) => value[setting] === undefined))
        missing(
          setting,
          'is missing: sign-in through a provider needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET',
        )
    }
    if (value.SMTP_URL !== undefined && value.MAIL_FROM === undefined)
      missing('MAIL_FROM', 'is missing: with SMTP_URL e-mails need a sender, such as Termine <termine@example.de>')
    if (value.SMTP_URL !== undefined && value.PUBLIC_URL === undefined)
      missing('PUBLIC_URL', 'is missing: with SMTP_URL the links in e-mails need the address that people reach')
    if (value.TELEGRAM_MODE === 'webhook' && value.PUBLIC_URL === undefined) {
      missing('PUBLIC_URL', 'is missing: TELEGRAM_MODE=webhook needs the address that Telegram can reach')
    }
    if (value.TELEGRAM_MODE === 'webhook' && value.TELEGRAM_WEBHOOK_SECRET === undefined) {
      missing('TELEGRAM_WEBHOOK_SECRET', 'is missing: TELEGRAM_MODE=webhook needs it')
    }
    if (value.TELEGRAM_BOT_TOKEN !== undefined && value.PUBLIC_URL !== undefined && !isForTelegram(value)) {
      missing(
        'PUBLIC_URL',
        'must begin with https: and name a host with a dot, such as https://termine.example.de: with TELEGRAM_BOT_TOKEN it stands in buttons and webhooks, and Telegram refuses others',
      )
    }
    if (value.TELEGRAM_BOT_TOKEN !== undefined && value.PUBLIC_URL === undefined && !isTrial(value)) {
      missing(
        'PUBLIC_URL',
        'is missing: with TELEGRAM_BOT_TOKEN names are entered on a page of our own, at the address that people reach. Only a trial, without DATABASE_URL and on 127.0.0.1, asks for them in the chat',
      )
    }
  })
  .transform((settings) => ({
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    secretKey: settings.SECRET_KEY,
    embedOrigins: settings.EMBED_ORIGINS,
    telegram: {
      botToken: settings.TELEGRAM_BOT_TOKEN,
      apiRoot: settings.TELEGRAM_API_ROOT,
      mode: settings.TELEGRAM_MODE,
      webhookSecret: settings.TELEGRAM_WEBHOOK_SECRET,
    },
    oidc: providerOf(settings),
    mail: mailOf(settings),
    reminderHours: settings.REMINDER_HOURS,
    webhookPrivateHosts: settings.WEBHOOK_PRIVATE_HOSTS,
    logLevel: settings.LOG_LEVEL,
    role: settings.ROLE,
    isUnderNpm: settings.npm_lifecycle_event !== undefined,
  }))

/** A Bot API server of one's own takes any address. */
function isForTelegram({
  PUBLIC_URL = '',
  TELEGRAM_API_ROOT,
}: {
  PUBLIC_URL?: string | undefined
  TELEGRAM_API_ROOT: string
}): boolean {
  const { protocol, hostname } = new URL(PUBLIC_URL)
  const isPublic = protocol === 'https:' && /[^.]\.[^.]/.test(hostname) && !hostname.startsWith('127.')
  return isPublic || new URL(TELEGRAM_API_ROOT).hostname !== 'api.telegram.org'
}

/** One machine whose pages nobody else can open. */
function isTrial({ DATABASE_URL, HOST }: { DATABASE_URL?: string | undefined; HOST: string }): boolean {
  return DATABASE_URL === undefined && ['127.0.0.1', '::1', 'localhost'].includes(HOST)
}

type Provider = Partial<Record<'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET', string | undefined>>

function providerOf({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: Provider) {
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : undefined
}

/** A secret and who somebody is must not travel in the clear. */
function isSafeIssuer(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return (
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
  )
}

function isHost(text: string): boolean {
  return URL.canParse(`http://${text}/`) && new URL(`http://${text}/`).host === text
}

function mailOf({
  SMTP_URL: smtpUrl,
  MAIL_FROM: from,
}: {
  SMTP_URL?: string | undefined
  MAIL_FROM?: string | undefined
}) {
  return smtpUrl && from ? { smtpUrl, from } : undefined
}

function isMailServer(text: string): boolean {
  return /^smtps?:\/\/[^/]/.test(text) && URL.canParse(text)
}

function isPostgres(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)
}
