/** What a picture may be wanted for: said after "for", it asks for nothing more than what stands beside it. */
export const PURPOSES =
  "print/printing/web/website/site/homepage/blog/shop/listing/email/mail/instagram/insta/facebook/tiktok/twitter/linkedin/" +
  "pinterest/whatsapp/youtube/etsy/ebay/profile/avatar/cv/resume/presentation/slides/wallpaper/poster/flyer/postcard/album";
