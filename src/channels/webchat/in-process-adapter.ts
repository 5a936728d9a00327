import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder'

/**
 * Runs a turn without a network: no `serviceUrl` is ever called, so that nobody can point the bot at a server.
 * What the office says goes to the message log in the turn's transaction and never out this way.
 */
export class InProcessAdapter extends BotAdapter {
  async process(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    await this.runMiddleware(new TurnContext(this, activity), logic)
  }

  /** The framework itself answers an `invoke` that nobody handles; its answer has nowhere to go. */
  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    if (activities.some(({ type }) => type !== 'invokeResponse')) throw notHere()
    return []
  }

  override async updateActivity(): Promise<void> {
    throw notHere()
  }

  override async deleteActivity(): Promise<void> {
    throw notHere()
  }

  override async continueConversation(): Promise<void> {
    throw notHere()
  }
}

function notHere(): Error {
  return new Error('What the office says is written to the message log, not sent through the bot framework')
}
