import { defineConfig, type OxlintOverride } from 'oxlint'

/** What a folder may not import, each with the sentence that says why. */
type Border = { regex: string; message: string }

const wired = {
  regex: String.raw`^#(main|cli|build)\.ts$|^#commands/`,
  message: 'Only main.ts knows everything: what it wires must not know it.',
}

const sdk = {
  regex: '^(botbuilder|botframework|grammy)',
  message: "A channel's SDK never leaves its folder: translate to message.ts there.",
}

const everywhere = [sdk, wired]

const crossing = 'Across folders write #folder/file.ts, so that a # shows a border crossing.'

const borders: Record<string, Border[]> = {
  api: [
    {
      regex: '^#(channels|outbox|chores|web|forms)/',
      message:
        'A route says in HTTP what the book, the office and the conversation do: it knows no channel and no page.',
    },
    ...everywhere,
  ],
  appointments: [
    {
      regex: String.raw`^#(channels|conversation|notices|web|http|chores)/|^#(texts|message|config)\.ts`,
      message: 'The appointment book knows no chat, page or language: it returns outcomes and keys, never sentences.',
    },
    ...everywhere,
  ],
  channels: [
    {
      regex:
        '^#(appointments|web|chores)/|^#conversation/[^/]+/|^#conversation/([^c]|c[^o]|co[^n]|con[^v]|conversation[^s])',
      message: 'A channel translates between its SDK and message.ts and hands on to conversations.ts: nothing else.',
    },
    wired,
  ],
  chores: everywhere,
  commands: [sdk],
  conversation: [
    {
      regex: String.raw`^#(channels|web|http|chores)/|^#config\.ts`,
      message: 'A conversation knows no channel: what it says is an Outgoing that any of them can show.',
    },
    ...everywhere,
  ],
  database: [
    {
      regex: String.raw`^#(appointments|channels|conversation|privacy|web|http|chores)/|^#(texts|message)\.ts`,
      message: 'The database knows connections and migrations, not what is stored.',
    },
    ...everywhere,
  ],
  forms: [
    {
      regex: String.raw`^#(appointments|channels|outbox|privacy|chores|posters)/`,
      message: 'A one-time page hands what was entered on to the conversation, and knows no channel.',
    },
    ...everywhere,
  ],
  http: [
    {
      regex: String.raw`^#(appointments|channels|conversation|privacy|web|chores)/|^#(texts|message)\.ts`,
      message: 'The server carries plugins and knows none of them.',
    },
    ...everywhere,
  ],
  outbox: [
    {
      regex: String.raw`^#(web|http|chores|forms)/|^#appointments/([^q]|q[^u])|^#channels/[^/]+/|^#(texts|config)\.ts`,
      message: 'The outbox sends what stands in the message log through any channel: it knows none of them.',
    },
    ...everywhere,
  ],
  posters: [
    {
      regex: String.raw`^#(channels|database|outbox|privacy|web|http|chores)/|^#database\.ts`,
      message: 'A poster is drawn from the office and its texts: it needs nothing that runs.',
    },
    ...everywhere,
  ],
  privacy: [
    {
      regex: String.raw`^#(channels|conversation|web|http|chores|api)/|^#(texts|message|config)\.ts`,
      message: 'Privacy serves the book and the conversation, and knows neither chat nor page.',
    },
    ...everywhere,
  ],
  staff: [
    {
      regex: String.raw`^#(api|appointments|channels|conversation|web|http|chores)/|^#(texts|desk-texts|message|config)\.ts`,
      message: 'Who works here and what they may do: it knows no HTTP, no page and no sentence.',
    },
    ...everywhere,
  ],
  webhooks: [
    {
      regex: String.raw`^#(api|appointments|channels|conversation|web|http|chores|staff)/|^#(texts|message|config)\.ts`,
      message: 'A webhook tells what stands in its rows: it knows no book, no route and no page.',
    },
    ...everywhere,
  ],
  web: [
    {
      regex: String.raw`^#(appointments|channels|conversation|database|privacy|chores)/|^#(database|secret-key|config)\.ts`,
      message: 'Pages talk to the server over HTTP alone: what they import is sent to everybody.',
    },
    ...everywhere,
  ],
}

function border([folder, own]: [string, Border[]]): OxlintOverride[] {
  const rules = (up: string): NonNullable<OxlintOverride['rules']> => ({
    'no-restricted-imports': ['error', { patterns: [...own, { regex: up, message: crossing }] }],
  })
  return [
    { files: [`src/${folder}/*`], rules: rules(String.raw`^\.\./[^.]`) },
    { files: [`src/${folder}/*/**`], rules: rules(String.raw`^\.\./\.\./`) },
  ]
}

export default defineConfig({
  plugins: ['typescript', 'import', 'node', 'promise', 'unicorn', 'oxc'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['src/generated', 'test/peers', 'data'],
  rules: {
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
    'typescript/switch-exhaustiveness-check': 'error',
    'import/no-default-export': 'error',
    // The compiler sees it better: an exhaustive switch returns everywhere.
    'consistent-return': 'off',
    'typescript/consistent-return': 'off',
    // Matters of taste, or of libraries that are not here.
    'import/no-named-as-default-member': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'no-unmodified-loop-condition': 'off',
    'oxc/no-async-endpoint-handlers': 'off',
    'promise/no-callback-in-promise': 'off',
    'typescript/no-unnecessary-type-arguments': 'off',
    'typescript/no-misused-spread': 'off',
    'typescript/no-unsafe-enum-comparison': 'off',
    'typescript/unbound-method': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/prefer-add-event-listener': 'off',
  },
  overrides: [
    {
      files: ['src/**'],
      rules: {
        'typescript/no-explicit-any': 'error',
        'typescript/no-non-null-assertion': 'error',
        'typescript/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
        'node/no-process-env': 'error',
      },
    },
    { files: ['src/config.ts', 'src/build.ts'], rules: { 'node/no-process-env': 'off' } },
    {
      files: ['test/**'],
      rules: {
        'typescript/no-unsafe-type-assertion': 'off',
        'typescript/require-array-sort-compare': 'off',
        'typescript/no-base-to-string': 'off',
      },
    },
    {
      files: ['.*.ts', 'prisma/config.ts', 'test/database/global-setup.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    ...Object.entries(borders).flatMap(border),
  ],
})
