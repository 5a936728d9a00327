import { type Conversation, type ConversationFlavor, conversations, createConversation } from '@grammyjs/conversations'
import { ActivityTypes, BotAdapter, ConversationState, MemoryStorage, TurnContext } from 'botbuilder-core'
import { ChoicePrompt, DialogSet, DialogTurnStatus, WaterfallDialog } from 'botbuilder-dialogs'
import { Bot, type Context } from 'grammy'

const colours = ['red', 'green', 'blue']
const questions = Array.from({ length: 10 }, (_, index) => `Question ${index}?`)

/** The same ten questions as they are written with other engines; `play` gives the milliseconds of each turn. */
export function engines() {
  return [
    { name: 'ten questions, @grammyjs/conversations', play: grammy() },
    { name: "ten questions, botbuilder's waterfall", play: waterfall() },
  ]
}

type Talking = ConversationFlavor<Context>

function grammy(): () => Promise<number[]> {
  let asked = 0
  const answer = JSON.stringify({ ok: true, result: { message_id: 1, date: 0, chat: { id: 1, type: 'private' } } })
  /** Telegram, without the network: a replay does not send again what was sent. */
  const telegram = async () => {
    asked++
    return { json: async () => JSON.parse(answer) }
  }
  const botInfo = { id: 1, is_bot: true, first_name: 'Bot', username: 'bot' }
  const bot = new Bot<Talking>('1:test', { botInfo, client: { fetch: telegram } } as never)
  bot.use(conversations({ storage: { type: 'key', adapter: textStore() } as never }))

  async function survey(conversation: Conversation<Talking, Context>, context: Context) {
    for (const question of questions) {
      await context.reply(question, { reply_markup: { keyboard: [colours.map((text) => ({ text }))] } })
      for (;;) {
        const answer = await conversation.waitFor('message:text')
        if (colours.includes(answer.message.text)) break
      }
    }
    await context.reply('Done')
  }
  bot.use(createConversation(survey as never, 'survey'))
  bot.command('start', (context) => context.conversation.enter('survey'))
  let update = 0
  let chat = 0
  const say = (text: string) =>
    bot.handleUpdate({
      update_id: ++update,
      message: {
        message_id: update,
        date: 0,
        chat: { id: chat, type: 'private', first_name: 'A' },
        from: { id: chat, is_bot: false, first_name: 'A' },
        text,
        ...(text.startsWith('/') && { entities: [{ type: 'bot_command', offset: 0, length: text.length }] }),
      },
    } as never)

  return async () => {
    chat++
    await say('/start')
    const turns: number[] = []
    for (const _ of questions) {
      const before = asked
      const started = performance.now()
      await say('green')
      turns.push(performance.now() - started)
      if (asked !== before + 1) throw new Error('grammY did not ask the next question')
    }
    return turns
  }
}

/** Text, as any store keeps it. */
function textStore() {
  const rows = new Map<string, string>()
  return {
    read: async (key: string) => {
      const row = rows.get(key)
      return row === undefined ? undefined : JSON.parse(row)
    },
    write: async (key: string, value: unknown) => void rows.set(key, JSON.stringify(value)),
    delete: async (key: string) => void rows.delete(key),
  }
}

function waterfall(): () => Promise<number[]> {
  let asked = 0
  class Silent extends BotAdapter {
    run = (activity: object, logic: (context: TurnContext) => Promise<void>) =>
      this.runMiddleware(new TurnContext(this, activity), logic)
    override sendActivities = async (_context: TurnContext, activities: object[]) => {
      asked += activities.length
      return activities.map(() => ({ id: '1' }))
    }
    override updateActivity = async () => {}
    override deleteActivity = async () => {}
    override continueConversation = async () => {}
  }
  const adapter = new Silent()
  const state = new ConversationState(new MemoryStorage())
  const dialogs = new DialogSet(state.createProperty('dialog'))
  dialogs.add(new ChoicePrompt('choice'))
  dialogs.add(
    new WaterfallDialog('survey', [
      ...questions.map(
        (question) => (step) => step.prompt('choice', { prompt: question, choices: colours, retryPrompt: question }),
      ),
      async (step) => {
        await step.context.sendActivity('Done')
        return step.endDialog()
      },
    ]),
  )
  let person = 0
  const say = (text: string) =>
    adapter.run(
      {
        type: ActivityTypes.Message,
        channelId: 'directline',
        conversation: { id: `c${person}` },
        from: { id: 'user' },
        recipient: { id: 'bot' },
        locale: 'en-US',
        text,
      },
      async (context) => {
        const dialog = await dialogs.createContext(context)
        const { status } = await dialog.continueDialog()
        if (status === DialogTurnStatus.empty) await dialog.beginDialog('survey')
        await state.saveChanges(context)
      },
    )

  return async () => {
    person++
    await say('hello')
    const turns: number[] = []
    for (const _ of questions) {
      const before = asked
      const started = performance.now()
      await say('green')
      turns.push(performance.now() - started)
      if (asked !== before + 1) throw new Error('The waterfall did not ask the next question')
    }
    return turns
  }
}
