/**
 * Takes the place of `@smithy/core/event-streams` in the deployed bundles (`alias` in serverless.yml). The SDK loads it
 * for answers that come as a stream of events; none of DynamoDB's calls has one, and 15 KB of framing and checksums
 * would be read on every cold start.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('no call of this product has a stream of events')
  }
}
export const eventStreamSerdeProvider = () => undefined
