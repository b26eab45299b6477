"""Who is who: audiences, partners, organisations and the directory of them."""
