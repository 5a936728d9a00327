import { createHash, randomUUID } from 'node:crypto'
import { ActivityHandler, type TurnContext } from 'botbuilder'
import type { Conversations } from '#conversation/conversations.ts'
import type { Incoming } from '#message.ts'
import { InProcessAdapter } from './in-process-adapter.ts'
import type { PostedActivity } from './posted-activity.ts'
import { type Reading, readEvent, readMessage } from './read-activity.ts'
import { joinKey } from './greet.ts'
import { activityId, office } from './render-activity.ts'
import type { Speaker } from './tokens.ts'

type Turn = { posted: PostedActivity; speaker: Speaker; id: string }

/** Takes what was posted and resolves to its id, the same however often the same activity is posted. */
export type Bot = (posted: PostedActivity, speaker: Speaker) => Promise<string>

/** The bot framework's part: it tells the kinds of activities apart. What follows is the conversation's. */
export function bot(conversations: Conversations, now: () => Date): Bot {
  const adapter = new InProcessAdapter()
  const handler = new ActivityHandler()
    .onMessage((context, next) => take(context, readMessage).then(next))
    .onEvent((context, next) => take(context, readEvent).then(next))

  async function take(context: TurnContext, read: (posted: PostedActivity) => Reading): Promise<void> {
    const turn = context.turnState.get<Turn>(inProgress)
    const reading = read(turn.posted)
    if (reading.kind === 'ignored') return
    const { sequence } = await conversations.receive(incoming(reading, turn, now()))
    if (sequence !== undefined) turn.id = activityId(turn.speaker.conversationId, sequence)
  }

  return async (posted, speaker) => {
    const { conversationId, user } = speaker
    const turn: Turn = { posted, speaker, id: `${conversationId}|${randomUUID()}` }
    const activity = {
      type: posted.type,
      id: turn.id,
      channelId: 'directline',
      conversation: { id: conversationId, name: '', isGroup: false, conversationType: '' },
      from: { id: user, name: '', role: 'user' },
      recipient: office,
    }
    await adapter.process(activity, async (context) => {
      context.turnState.set(inProgress, turn)
      await handler.run(context)
    })
    return turn.id
  }
}

const inProgress = Symbol('the turn in progress')

function incoming({ act, echo }: Reading & { kind: 'act' }, { posted, speaker }: Turn, now: Date): Incoming {
  const locale = posted.locale ?? speaker.locale
  return {
    address: { channel: 'webchat', conversationId: speaker.conversationId },
    // Whoever comes by a link means it each time.
    key:
      act.kind === 'joined' && act.link === undefined ? joinKey(speaker, act.language, now) : postKey(speaker, posted),
    act,
    ...(locale !== undefined && { locale }),
    ...(echo && { echo }),
  }
}

/** The client's own name of what it posts may be any text: its hash fits the inbox. */
function postKey({ conversationId }: Speaker, { channelData }: PostedActivity): string {
  const name = channelData?.clientActivityID
  const key = name === undefined ? randomUUID() : createHash('sha256').update(name).digest('base64url')
  return `${conversationId}:${key}`
}
