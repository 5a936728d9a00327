/** Retention deletes a conversation on which nothing hangs any more; somebody may still have its token. */
export class UnknownConversation extends Error {
  override name = 'UnknownConversation'
}
