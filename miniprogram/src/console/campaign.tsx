import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { zones } from '@gonghui/shared/reading/days'
import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { campaignWords, windowWords } from '../lib/campaign-words'
import { dayWords, momentOf } from '../lib/words'
import { BookCover } from '../ui/book-cover'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { deedChoices } from './badge-fields'
import { CampaignExport } from './campaign-export'
import { CampaignFigures } from './campaign-figures'
import { NoteDesk } from './note-desk'
import { QuizDesk } from './quiz-desk'
import { type Step, steps, useManagedCampaign } from './use-managed-campaign'
import './console-reading.scss'

/** What can be done now; the server decides again. */
const stepsOf = ({ state, featured }: ManagedCampaign): readonly Step[] => {
  if (state === 'draft') return ['clone', 'open']
  if (state === 'closed') return ['clone']
  return ['close', 'clone', featured ? 'unfeature' : 'feature']
}

const asked = (step: Step, campaign: ManagedCampaign): string =>
  ({
    open: `${dayWords(campaign.firstDay)} 自动开放打卡，现在就能报名。发布后内容不能再改。`,
    close: '马上不能再打卡，也不能再补。已有的记录都留着。不能再开。',
    feature: '会员的首页会显示这个活动。',
    unfeature: '首页不再优先显示，活动照常。',
    clone: '书单、规则、徽章都照搬，成为一份新草稿。日期要自己改。',
  })[step]

function Books({ campaign }: { readonly campaign: ManagedCampaign }) {
  return (
    <Card>
      <SectionHead title="书单" end={<Text className="t12 quiet">共 {campaign.bookCount} 本</Text>} />
      {campaign.books.map((book) => (
        <View key={book.bookId} className="line-row">
          <BookCover title={book.title} binding={book.binding} size="s" />
          <View className="grow">
            <View className="t14 bold">{book.title}</View>
            <View className="t12 quiet">
              {[book.author, book.press, book.isbn && `书号 ${book.isbn}`].filter(Boolean).join('・')}
            </View>
          </View>
        </View>
      ))}
    </Card>
  )
}

function Facts({ campaign }: { readonly campaign: ManagedCampaign }) {
  const { audience, rules, badges } = campaign
  return (
    <>
      <Card>
        <SectionHead title="活动" />
        <Fact name="时间">{windowWords(campaign)}</Fact>
        <Fact name="按哪里的日子">{zones[campaign.zone].name}</Fact>
        <Fact name="读够一天">
          {rules.minutes} 分钟或 {rules.pages} 页
        </Fact>
        <Fact name="补打卡">{rules.backDays > 0 ? `${rules.backDays} 天内` : '不能补'}</Fact>
        <Fact name="读完一本">{rules.bookPoints} 积分</Fact>
        <Fact name="证书">
          {rules.certificate
            ? `读够 ${rules.certificate.days} 天${rules.certificate.books > 0 ? `、读完 ${rules.certificate.books} 本` : ''}`
            : '不发'}
        </Fact>
        <Fact name="谁能参加">{audience.orgNames.join('、')}</Fact>
        {audience.tags.length > 0 && <Fact name="限标签">{audience.tags.join('、')}</Fact>}
        {audience.joinedBefore && <Fact name="入会早于">{momentOf(audience.joinedBefore)}</Fact>}
        {audience.onRoster && <Fact name="身份核对">只给单位名册上的会员</Fact>}
      </Card>
      {badges.length > 0 && (
        <Card>
          <SectionHead title="徽章" />
          {badges.map(({ name, deed, times, points }) => (
            <Fact key={`${name} ${deed} ${times}`} name={name}>
              {deedChoices.find(({ value }) => value === deed)?.text} {times}・{points} 积分
            </Fact>
          ))}
        </Card>
      )}
    </>
  )
}

/** One campaign as its staff run it. */
export default function ManagedCampaignPage() {
  const campaignId = useRouter().params.campaignId ?? ''
  const { answer, campaign, reload, stepping, ask, take } = useManagedCampaign(campaignId)
  const words = campaign && campaignWords[campaign.state]
  return (
    <ConsolePage
      at="campaigns"
      title={campaign?.title ?? '主题阅读'}
      state={
        words && (
          <>
            <Chip tone={words.tone}>{words.text}</Chip>
            {campaign.featured && <Chip tone="wait">首页推荐</Chip>}
          </>
        )
      }
      under={campaign && `${campaign.orgName}・${campaign.slogan}`}
      actions={
        campaign && (
          <>
            {campaign.state === 'draft' && (
              <Button
                id="edit"
                tone="line"
                shape="small"
                icon="edit"
                onTap={() =>
                  void Taro.navigateTo({ url: `/console/campaign-editor?campaignId=${campaignId}` })
                }
              >
                修改
              </Button>
            )}
            {campaign.state !== 'draft' && <CampaignExport campaignId={campaignId} />}
            {stepsOf(campaign).map((step) => (
              <Button
                key={step}
                id={step}
                tone={step === 'open' ? 'primary' : 'line'}
                shape="small"
                onTap={() => ask({ kind: 'asking', step })}
              >
                {steps[step].text}
              </Button>
            ))}
          </>
        )
      }
    >
      {answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {campaign && campaign.state !== 'draft' && <CampaignFigures campaign={campaign} />}
      {campaign && (
        <View className="console-columns reading-columns">
          <View>
            <Books campaign={campaign} />
          </View>
          <View>
            {campaign.state !== 'draft' && <NoteDesk campaign={campaign} />}
            <QuizDesk campaign={campaign} />
            <Facts campaign={campaign} />
          </View>
        </View>
      )}
      {campaign && stepping.kind !== 'no' && (
        <Confirm
          title={`${steps[stepping.step].text}「${campaign.title}」？`}
          body={
            <View>
              <Text>{asked(stepping.step, campaign)}</Text>
              {stepping.kind === 'asking' && stepping.error && (
                <Text className="block no" id="step-error">
                  {stepping.error}
                </Text>
              )}
            </View>
          }
          yes={steps[stepping.step].text}
          tone={stepping.step === 'close' ? 'danger' : 'primary'}
          busy={stepping.kind === 'sending' && steps[stepping.step].busy}
          onNo={() => ask({ kind: 'no' })}
          onYes={() => void take(stepping.step)}
        />
      )}
    </ConsolePage>
  )
}
