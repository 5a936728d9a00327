-- AlterTable
ALTER TABLE "contact_delivery" ADD COLUMN     "conversation_id" TEXT,
ADD COLUMN     "lot_id" UUID,
ADD COLUMN     "offer_id" UUID;

-- CreateIndex
CREATE INDEX "contact_delivery_conversation_id_idx" ON "contact_delivery"("conversation_id");

-- CreateIndex
CREATE INDEX "contact_delivery_offer_id_idx" ON "contact_delivery"("offer_id");

-- CreateIndex
CREATE INDEX "contact_delivery_lot_id_idx" ON "contact_delivery"("lot_id");

-- AddForeignKey
ALTER TABLE "contact_delivery" ADD CONSTRAINT "contact_delivery_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_delivery" ADD CONSTRAINT "contact_delivery_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_delivery" ADD CONSTRAINT "contact_delivery_lot_id_fkey" FOREIGN KEY ("lot_id") REFERENCES "lot"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What was written until now: by the message that it ends with, which is written in the same turn, at its time or some milliseconds
-- later. Of an address that was carried to another conversation meanwhile that one's message is another: its letter tells nothing.
UPDATE "contact_delivery" AS delivery
SET conversation_id = message.conversation_id,
  offer_id = (SELECT id FROM "offer" WHERE id = message.offer_id),
  -- Only of a drawn place, which has an end, does a letter about a lot ask something.
  lot_id = (SELECT id FROM "lot" WHERE id = message.lot_id AND message.useless_at IS NOT NULL)
FROM "contact" JOIN "message" ON message.conversation_id = contact.conversation_id
WHERE contact.id = delivery.contact_id AND message.sequence = delivery.last_sequence
  AND message.created_at >= delivery.created_at AND message.created_at < delivery.created_at + interval '1 minute';
