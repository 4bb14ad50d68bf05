import { View } from '@tarojs/components'
import { Card, SectionHead } from '../ui/card'
import { Page } from '../ui/page'
import { ErasurePart } from './erasure-part'
import { ExportPart } from './export-part'
import './my-data.scss'

/** 我的信息: take all of it out, or have it erased. */
export default function MyData() {
  return (
    <Page title="我的信息">
      <View className="my-data">
        <Card>
          <SectionHead title="导出" />
          <View className="t14 quiet">
            关于你的全部信息：会员资料、申请、同意记录、券和核销、活动签到、阅读、交友资料。一个压缩包，一分钟内做好。
          </View>
          <ExportPart />
        </Card>
        <ErasurePart />
      </View>
    </Page>
  )
}
