/** For the test of the roles: a join code's picture is asked of WeChat, shown again from storage, and put on a poster. */
import * as posters from '@gonghui/shared/membership/posters'
import { type Credentials, runJob, send } from './test-product.ts'
import { key } from './test-story-people.ts'

export async function posterStory(cadre: Credentials, scene: string): Promise<void> {
  const params = { scene }
  await send(200, posters.getJoinCodeImage, { params }, cadre)
  await send(200, posters.getJoinCodeImage, { params }, cadre)
  const { jobId } = await send(202, posters.drawPoster, { params }, { ...cadre, key: key() })
  await runJob('work', jobId)
  const job = await send(200, posters.getPoster, { params: { jobId } }, cadre)
  if (job.state !== 'done') throw new Error(`the job is ${job.state}: ${job.problem?.code}`)
}
