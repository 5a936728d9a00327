/**
 * Why a request is refused; the server answers it as `{ error: { code, message } }`. To Direct Line clients 403 means one
 * thing, an expired token: whatever else is final is another 4xx.
 */
export class HttpRefusal extends Error {
  override name = 'HttpRefusal'
  readonly statusCode: number
  readonly code: string

  constructor(statusCode: number, code: string, message: string) {
    super(message)
    this.statusCode = statusCode
    this.code = code
  }
}

export const refusals = {
  badWatermark: () => new HttpRefusal(400, 'BadArgument', 'A watermark is a number that we gave'),
  foreignOrigin: () => new HttpRefusal(401, 'ForeignOrigin', 'This page may not use this chat'),
  missingToken: () => new HttpRefusal(401, 'MissingToken', 'A token is needed: Authorization: Bearer …'),
  invalidToken: () => new HttpRefusal(401, 'InvalidToken', 'This token is not one of ours'),
  usedTicket: () => new HttpRefusal(401, 'TicketUsed', 'This ticket has been used: ask for the conversation again'),
  expiredToken: () => new HttpRefusal(403, 'TokenExpired', 'This token has expired'),
  otherConversation: () => new HttpRefusal(404, 'ConversationNotFound', 'This token opens no such conversation'),
  unknownPath: () => new HttpRefusal(404, 'NotFound', 'There is nothing here'),
  noJson: () => new HttpRefusal(415, 'UnsupportedMediaType', 'A body is application/json'),
  noUploads: () => new HttpRefusal(415, 'UploadsNotSupported', 'This chat takes no files'),
  noWebSocket: () => new HttpRefusal(426, 'UpgradeRequired', 'A stream is a WebSocket'),
  tooManyStreams: () => new HttpRefusal(429, 'TooManyStreams', 'Too many streams are open'),
  unavailable: () => new HttpRefusal(503, 'ServiceError', 'Something went wrong here; try again'),
}
