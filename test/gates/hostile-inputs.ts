import { randomText } from './hostile-strings.ts'
import type { Random } from './random.ts'

/**
 * Something that no honest client sends. It is to be `answered` in the chat, or `accepted` in silence, or `refused` with one
 * of these statuses. `raw` is the body as it goes over the wire.
 */
export type HostileInput = {
  what: string
  raw: string
  wanted: 'answered' | 'accepted' | readonly number[]
  /** What the office may take it for. */
  text?: string
}

type Named = { clientActivityID: string }

export function hostileText(text: string, channelData: Named): HostileInput {
  return { what: 'text', text, wanted: 'answered', raw: JSON.stringify({ type: 'message', text, channelData }) }
}

export function hostileInput(chance: Random, channelData: Named): HostileInput {
  const dice = chance.next()
  if (dice < 0.35) return hostileText(randomText(chance), channelData)
  if (dice < 0.7) return forgedButton(chance, channelData)
  if (dice < 0.85) return otherActivity(chance, channelData)
  return broken(chance, channelData)
}

const steps = words(
  'language menu department service location day time name dateOfBirth people confirm appointment code page x __proto__',
)
const keys = [
  ...words(`: :: back stop change- change-name change-confirm change-__proto__ subscribe erase yes yes: yes:deadbeef yes:yes
    __proto__ constructor toString asylum general ukraine neuss BCDF2345 ../.. ' ü 😀 uk xx x`),
  ...words(`-1 0 1 11 0x2 2.5 999999999999 1e309 NaN 2026-02-30 0000-00-00 0001-01-01 9999-12-31 +275760-09-13
    2026-12-14T08:00Z +275760-09-13T00:00:00Z -271821-04-20T00:00:00Z 275761-01-01T00:00Z`),
  '',
  '\u0000',
  '\uD800',
  'x'.repeat(10_000),
]

function words(list: string): string[] {
  return list.split(/\s+/)
}

/** What a button of any step with any key carries. */
export function forgedValue(chance: Random): string {
  return `${chance.pick(steps)}:${chance.pick(keys)}`
}

/** A button in each of the ways that clients press. */
function forgedButton(chance: Random, channelData: Named): HostileInput {
  const value = forgedValue(chance)
  const activity = chance.pick([
    { text: value },
    { value },
    { value: { value } },
    { text: 'OK', value: { value } },
    { value, channelData: { ...channelData, postBack: true } },
    { text: value, value, channelData: { ...channelData, messageBack: { displayText: '<b>OK</b>' } } },
  ])
  const raw = JSON.stringify({ type: 'message', channelData, ...activity })
  return { what: 'forged button', text: value, wanted: 'answered', raw }
}

const silent = [
  ...words(`typing event invoke conversationUpdate endOfConversation messageReaction messageUpdate messageDelete
    contactRelationUpdate installationUpdate handoff trace suggestion command commandResult deleteUserData
    nothing constructor __proto__ MESSAGE ü`),
  ' ',
]

function otherActivity(chance: Random, channelData: Named): HostileInput {
  const attachments = [{ contentType: 'image/png', contentUrl: 'http://169.254.169.254/latest', name: '../x.png' }]
  const message = (activity: object): HostileInput => ({
    what: 'other message',
    wanted: 'answered',
    raw: JSON.stringify({ type: 'message', channelData, ...activity }),
  })
  switch (chance.below(6)) {
    case 0:
      return message({ attachments })
    case 1:
      return message({})
    case 2:
      return message({ text: null, value: null, attachments: null, attachmentLayout: 'carousel' })
    case 3:
      return message({ value: chance.pick([0, false, [], {}, [1, 2], { action: 'x' }, { value: 5 }, { value: {} }]) })
    case 4:
      return message({
        text: 'blubb',
        from: { id: 'dl_somebody', role: 'bot' },
        id: '../x',
        timestamp: 'never',
        conversation: { id: 'other' },
        recipient: null,
        serviceUrl: 'http://169.254.169.254/',
        channelId: 'emulator',
        replyToId: 'x',
        locale: chance.pick(['xx', '../..', 'uk-UA-x-\u0000', 5, {}, 'x'.repeat(5000)]),
      })
    default:
      return {
        what: 'other activity',
        wanted: 'accepted',
        raw: JSON.stringify({
          type: chance.pick(silent),
          name: chance.pick(['webchat/other', 'adaptiveCard/action', 'tokens/response', 'x']),
          value: { id: 'x', token: 'x' },
          attachments,
          membersAdded: [{ id: 'x' }],
          channelData,
        }),
      }
  }
}

/** What is not even an activity. */
function broken(chance: Random, channelData: Named): HostileInput {
  const refused = (raw: string, ...statuses: number[]): HostileInput => ({ what: 'broken', raw, wanted: statuses })
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  const named = JSON.stringify(channelData)
  switch (chance.below(12)) {
    case 0:
      return refused(JSON.stringify({ type: 'message', text: 'x'.repeat(1024 * 1024) }), 413)
    case 1:
      return refused('{"type":"message","text":"', 400)
    case 2:
      return refused(`{"type":"message","text":"\u0001${chance.pick(['\n', '\t', '}'])}"}`, 400)
    case 3:
      return refused(chance.pick(['null', '[]', '"message"', '5', 'true', 'NaN', 'undefined', '<xml/>', 'a=b']), 400)
    case 4:
      return refused(JSON.stringify({ text: 'no type', channelData }), 400)
    case 5:
      return refused(JSON.stringify({ type: chance.pick([5, {}, [], null, true]), text: 'x' }), 400)
    case 6:
      return refused(JSON.stringify({ type: 'message', text: chance.pick([5, {}, [], true]), channelData }), 400)
    case 7:
      return refused('{"type":"message","text":"x","__proto__":{"polluted":true}}', 400)
    case 8:
      return refused(JSON.stringify({ type: 'x'.repeat(65), channelData }), 400)
    case 9:
      return refused(JSON.stringify({ type: 'message', text: 'x', channelData: { clientActivityID: {} } }), 400)
    case 10:
      // Deeper than a stack, in a place where anything may stand.
      return {
        what: 'nested',
        wanted: 'answered',
        text: 'menu:help',
        raw: `{"type":"message","value":{"value":"menu:help","deep":${nested(50_000)}},"channelData":${named}}`,
      }
    default:
      return {
        what: 'nested',
        wanted: 'answered',
        raw: `{"type":"message","value":${nested(50_000)},"attachments":${nested(20_000)},"channelData":${named}}`,
      }
  }
}
